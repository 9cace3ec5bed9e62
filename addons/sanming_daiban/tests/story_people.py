class StoryPeople:
    """Who works in the story: one leader and one handler for the departments, the window, the park team, the center."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.new_user('supervisor', 'test_head')
        cls.tracker = cls.new_user('agent', 'test_tracker')
        cls.center = cls.ref('unit_center')
        cls.center.write({'member_ids': [(4, cls.head.id)], 'leader_id': cls.head.id})

    def people(self, unit):
        """Leader and handler of a unit."""
        unit = unit.sudo()
        if unit.leader_id == self.agent:
            return self.agent, self.agent
        return unit.leader_id, self.handler
