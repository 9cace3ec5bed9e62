from odoo.fields import Command

from .common import DaibanCase, new_test_users

USCC_A, USCC_B = '91350404MA00001620', '91350404MA12AB3C2R'


class CaseCommon(DaibanCase):
    """One person of every role, two enterprises, and a short way to a case in any state.

    Nobody here is the superuser: what works in these tests works with the rights of the role.
    """

    crew = {**DaibanCase.crew, 'other_agent': 'agent', 'leader': 'handler', 'stranger': 'handler'}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.lang = 'en_US'
        cls.window = cls.ref('unit_agency_window')
        cls.housing = cls.ref('unit_housing')
        cls.drc = cls.ref('unit_drc')
        cls.category = cls.ref('category_simple_low_risk')
        cls.agent, cls.handler = cls.user_agent, cls.user_handler
        cls.supervisor, cls.auditor, cls.manager = cls.user_supervisor, cls.user_auditor, cls.user_manager
        cls.window.write({'member_ids': [Command.set(cls.agent.ids)], 'leader_id': cls.agent.id})
        # one leader and one handler for every unit but the window: the flow is what is tested, not the people
        cls.departments = cls.env['daiban.unit'].search([('id', 'not in', (cls.window.id, cls.drc.id))])
        (cls.departments | cls.drc).write({
            'member_ids': [Command.set((cls.leader | cls.handler).ids)], 'leader_id': cls.leader.id,
            'responsible_id': False, 'liaison_id': False})
        cls.ref('unit_center').member_ids = [Command.set(cls.supervisor.ids)]
        cls.ref('unit_iit').write({'member_ids': [Command.set(cls.stranger.ids)], 'leader_id': False})
        owners = cls._owners('t_owner', 't_rival')
        cls.enterprise, cls.owner = cls._enterprise("测试企业甲", USCC_A, owners['t_owner'])
        cls.rival, cls.rival_owner = cls._enterprise("测试企业乙", USCC_B, owners['t_rival'])

    @classmethod
    def _owners(cls, *logins):
        return new_test_users(cls.env, {
            login: ('base.group_portal', {**cls._role_person(login), 'lang': 'en_US', 'tz': 'Asia/Shanghai'})
            for login in logins})

    @classmethod
    def _enterprise(cls, name, code, user):
        """A company and who acts for it: a user, or the login of a new one."""
        company = cls.env['res.partner'].create(
            {'name': name, 'is_company': True, 'uscc': code, 'ownership': 'non_public'}
        )
        user = cls._owners(user)[user] if isinstance(user, str) else user
        cls._representative(user, company)
        return company, user

    @classmethod
    def _representative(cls, user, enterprise, state='active', **vals):
        """A person who acts for an enterprise, confirmed by the clerk unless told otherwise."""
        line = cls.env['daiban.representative'].create(
            {'user_id': user.id, 'enterprise_id': enterprise.id, 'evidence': "营业执照原件", **vals}
        )
        if state == 'active':
            line.with_user(cls.agent).action_confirm()
        return line

    @classmethod
    def _draft(cls, **vals):
        return (
            cls.env['daiban.project']
            .with_user(cls.agent)
            .create(
                {
                    'name': "测试项目",
                    'partner_id': cls.enterprise.id,
                    'category_id': cls.category.id,
                    'nature': 'production',
                    'object_class': 'other',
                    'contact_name': "王工",
                    'contact_phone': '0598-8222222',
                    **vals,
                }
            )
        )

    @classmethod
    def _submitted(cls, **vals):
        project = cls._draft(**vals)
        project.action_submit()
        return project

    @classmethod
    def _accepted(cls, **vals):
        project = cls._submitted(**vals)
        project.material_ids.action_verify()
        project.action_accept()
        return project

    @classmethod
    def _running(cls, **vals):
        project = cls._accepted(**vals)
        project.action_start()
        return project

    @classmethod
    def _item(cls, project, code):
        """The item of the case with this code, as its handler sees it."""
        return project.item_ids.with_user(cls.handler).filtered(lambda item: item.code == code)

    @classmethod
    def _finish(cls, item):
        leader = item.sudo().unit_id.leader_id
        handler = cls.agent if leader == cls.agent else cls.handler
        item.with_user(leader).action_assign(handler)
        item.with_user(handler).action_start()
        cls._attach_result(item, handler)
        item.with_user(handler).action_done()

    @classmethod
    def _attach_result(cls, item, handler):
        """The paper that comes out of the item, without which it is not finished."""
        item.with_user(handler).result_document_ids = [Command.create({
            'name': "结果.pdf", 'raw': b'%PDF-1.4 result', 'res_model': 'daiban.item', 'res_id': item.id})]
