from odoo.fields import Command


class StoryPeople:
    """Who works in the story: one leader and one handler for the departments, and somebody who stands in; one agent for
    the window, the park teams, the investment center and the federation; the center with its head; the township that
    introduced a project."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.new_user('supervisor', 'test_head')
        cls.tracker = cls.new_user('agent', 'test_tracker')
        cls.deputy = cls.new_user('handler', 'test_deputy')
        cls.center = cls.ref('unit_center')
        cls._staff(cls.center, cls.head | cls.supervisor)
        units = cls.env['daiban.unit'].search([('unit_type', 'in', ('park_team', 'investment_center', 'federation'))])
        for unit in units:
            cls._staff(unit, cls.agent)
        cls._staff(cls.ref('unit_chenda'), cls.tracker)
        cls.drc.member_ids = [Command.link(cls.deputy.id)]

    @classmethod
    def _staff(cls, unit, users):
        unit.write({'member_ids': [Command.set(users.ids)], 'leader_id': users[0].id})

    def people(self, unit):
        """Leader and handler of a unit."""
        unit = unit.sudo()
        if unit.leader_id == self.agent:
            return self.agent, self.agent
        return unit.leader_id, self.handler
