from odoo.tests import tagged

from .home_common import HomeCommon


@tagged('post_install', '-at_install')
class TestHomeTiles(HomeCommon):
    """What coordination and the federation add to the first page, with the lines that say what it is about."""

    def _add(self, code):
        item_type = self.ref(f'item_{code}')
        self.env['daiban.item'].with_user(self.agent).create({
            'project_id': self.project.id, 'type_id': item_type.id, 'stage_id': item_type.stage_id.id,
            'unit_id': item_type.unit_id.id, 'limit_days': 5})

    def test_supervisor_sees_green_channels(self):
        """R66–R68: proposed, then waiting for the city, then open."""
        self._add('c04')
        tiles = self._tiles(self.supervisor, 'supervisor')
        channel = self.project.sudo().green_channel_ids.with_user(self.supervisor)
        self.assertEqual([row['res_id'] for row in tiles['green_proposed']['rows']], channel.ids)
        self.assertIn(self.ref('unit_weather').name, tiles['green_proposed']['rows'][0]['sub'])
        channel.reason = "请市级统筹。"
        channel.action_request()
        self.assertEqual(self._tiles(self.supervisor, 'supervisor')['green_proposed']['count'], 0)
        channel.sudo().state = 'open'
        self.assertEqual(self._tiles(self.supervisor, 'supervisor')['green_open']['count'], 1)

    def test_leader_sees_the_opinions_that_are_asked(self):
        """R71: until one's own unit has answered."""
        self._add('c05')
        batch = self.env['daiban.parallel.batch'].with_user(self.supervisor).with_context(
            default_project_id=self.project.id).create({'ask_opinions': True})
        batch.action_launch()
        opinion = batch.opinion_ids.filtered(lambda one: one.unit_id.code == 'urban_management')
        tile = self._tiles(self.leader, 'leader')['opinions']
        self.assertIn(opinion.id, [row['res_id'] for row in tile['rows']])
        self.assertEqual(self._tiles(self.other_leader, 'leader')['opinions']['count'], 0)
        mine = opinion.with_user(self.leader)
        mine.position = 'agree'
        mine.action_give()
        self.assertEqual(self._tiles(self.leader, 'leader')['opinions']['count'], tile['count'] - 1)

    def test_federation_sees_its_claims(self):
        """R55: to be told, wanted, under way; only those that one follows oneself."""
        policy = self.env['daiban.policy'].with_user(self.manager).create({
            'name': "技改补助", 'document_number': '三元政〔2026〕5号', 'authority': "区工信局",
            'partner_domain': "[]", 'benefit': "补助。", 'how_to_claim': "申请。", 'valid_to': '2026-03-20'})
        federation = self.ref('unit_federation')
        federation.write({'member_ids': [(4, self.agent.id)], 'leader_id': self.agent.id})
        claim = self.env['daiban.policy.claim'].sudo().create({
            'policy_id': policy.id, 'partner_id': self.enterprise.id, 'responsible_id': self.agent.id,
        }).with_user(self.agent)
        row, = [row for row in self._tiles(self.agent, 'agent')['claims_to_tell']['rows'] if row['res_id'] == claim.id]
        self.assertEqual((row['title'], row['sub'], row['due']), (self.enterprise.name, policy.name, '2026-03-20'))
        claim.sudo()._portal_wish('yes')
        self.assertEqual(self._tiles(self.agent, 'agent')['claims_wanted']['count'], 1)
        claim.action_claim(note="已提交")
        tiles = self._tiles(self.agent, 'agent')
        self.assertEqual((tiles['claims_wanted']['count'], tiles['claims_under_way']['count']), (0, 1))
        self.assertEqual(self._tiles(self.other_agent, 'agent')['claims_under_way']['count'], 0)
