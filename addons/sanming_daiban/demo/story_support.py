"""What runs beside the items of a demo case."""


class StorySupport:
    """The part of a story that the lead unit sees to while the items are handled."""

    def launch(self):
        """R44: what can begin is begun on one day."""
        batch = self._as_agent(self.env['daiban.parallel.batch']).with_context(default_project_id=self.case.id)
        batch.create(self.spec['launch']).action_launch()

    def connect(self):
        """Water, power, gas, lines and roads: ordered now, there some weeks later."""
        works = self._works('planned')
        if self.case.state != 'running' or self.case.suspended or not works:
            return
        for number, work in enumerate(works, 1):
            work.contract_number = f'演示配套〔{self.diary.moment().year}〕{self.case.id:03d}-{number}'
        works.action_start()
        self._later(9, self.connected)

    def connected(self):
        if works := self._works('running'):
            works.action_done('现场已接通，满足开工需要。')

    def _works(self, state):
        return self._as_agent(self.case.support_task_ids.filtered(
            lambda task: task.kind == 'infrastructure' and task.state == state and (task.unit_id or task.user_id)))
