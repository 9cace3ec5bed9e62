from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, freeze_time, tagged

from .case_common import CaseCommon
from .test_letter_pdf import plain, text_of


class GreenCommon(CaseCommon):
    """A case with an item at the city's natural resources; a second city department comes in with `_add`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time('2026-03-02 02:00:00'))
        cls.case = cls._accepted()
        cls.weather = cls.ref('unit_weather')

    @classmethod
    def _add(cls, code='c04', unit=None, case=None):
        item_type = cls.ref(f'item_{code}')
        return cls.env['daiban.item'].with_user(cls.agent).create({
            'project_id': (case or cls.case).id, 'type_id': item_type.id, 'stage_id': item_type.stage_id.id,
            'unit_id': (unit or item_type.unit_id).id, 'limit_days': 5})

    @classmethod
    def _channel(cls, user=None):
        cls.case.invalidate_recordset()
        return cls.case.with_user(user or cls.supervisor).green_channel_ids

    @classmethod
    def _requested(cls):
        cls._add()
        channel = cls._channel()
        channel.reason = "两家市级部门对红线理解不一致。"
        channel.action_request()
        return channel

    @classmethod
    def _answer_paper(cls, channel):
        channel.answer_document_ids = [Command.create({'name': "复函.pdf", 'raw': b'%PDF-1.4 answer'})]


@tagged('post_install', '-at_install')
class TestGreenTrigger(GreenCommon):
    """R66, Q8: distinct city departments among the open items."""

    def test_one_city_department_is_not_enough(self):
        """The registration center counts as one with natural resources (Q8)."""
        units = self.case.item_ids.unit_id
        self.assertIn(self.ref('unit_registration'), units)
        self.assertIn(self.ref('unit_natural_resources'), units)
        self.assertFalse(self._channel())

    def test_the_second_department_proposes_it_with_its_list(self):
        self._add()
        channel = self._channel()
        self.assertEqual(channel.state, 'proposed')
        self.assertEqual(channel.department_ids, self.ref('unit_natural_resources') | self.weather)
        self.assertIn("三明市气象局：C04", channel.trigger_text)
        self.assertIn("（三明市不动产登记中心）", channel.trigger_text)
        self.assertEqual(channel.activity_ids.user_id & self.supervisor, self.supervisor)

    def test_proposed_when_the_plan_is_frozen(self):
        self.ref('unit_housing').counts_as_city = True
        case = self._accepted(name="另一项目")
        self.assertEqual(case.sudo().green_channel_ids.state, 'proposed')

    def test_a_dispatched_body_counts_by_its_switch(self):
        """Q8: the district's ecology bureau is dispatched by the city's."""
        ecology = self.ref('unit_ecology')
        self._add('b03')
        self.assertFalse(self._channel())
        ecology.with_user(self.manager).counts_as_city = True
        list(self.env['daiban.green.channel']._clock_day_begins())
        self.assertEqual(
            self._channel().department_ids, self.ref('unit_natural_resources') | self.ref('unit_city_ecology'))

    def test_the_threshold_is_a_setting(self):
        self.env['ir.config_parameter'].set_param('sanming_daiban.green_departments', 3)
        self._add()
        self.assertFalse(self._channel())

    def test_a_change_of_the_unit_counts(self):
        """An item that moves to a city department is an item change like any other."""
        item = self._add('c05')
        self.assertFalse(self._channel())
        item.with_user(self.agent).unit_id = self.weather
        self.assertEqual(self._channel().state, 'proposed')

    def test_not_proposed_twice_for_the_same_departments(self):
        item = self._add()
        channel = self._channel()
        channel.decline_reason = "区里可以协调。"
        channel.action_decline()
        item.action_cancel("不需要")
        self._add('c04', unit=self.weather)
        list(self.env['daiban.green.channel']._clock_day_begins())
        self.assertEqual(self._channel(), channel)
        self._add('a13')
        self.assertEqual(sorted(self._channel().mapped('state')), ['declined', 'proposed'])

    def test_another_department_widens_the_live_channel(self):
        channel = self._requested()
        self._add('a13')
        self.assertEqual(self._channel(), channel)
        self.assertIn(self.ref('unit_state_security'), channel.department_ids)

    def test_cancelled_items_do_not_count(self):
        item = self._add()
        item.action_cancel("不需要")
        channel = self._channel()
        self.assertEqual((channel.state, bool(channel.close_reason)), ('closed', True))

    def test_many_items_cost_no_query_each(self):
        """The count is one query for all cases, however many items change."""
        cases = self.case | self._accepted(name="第二项目") | self._accepted(name="第三项目")
        cases = cases.sudo()
        cases._green_watch()

        def queries(records):
            self.env.flush_all()
            self.env.invalidate_all()
            records.mapped('state')
            before = self.cr.sql_log_count
            records._green_watch()
            return self.cr.sql_log_count - before

        self.assertEqual(queries(cases), queries(cases[:1]))

    def test_by_hand_with_one_department_is_refused(self):
        """Bad input: nothing changes, and the message says what is missing."""
        with self.assertRaisesRegex(UserError, "at least 2 city departments.*this case has 1（三明市自然资源局）"):
            self.case.with_user(self.supervisor).action_green_channel()
        self.assertFalse(self._channel())
        self._add()
        channel = self._channel()
        action = self.case.with_user(self.supervisor).action_green_channel()
        self.assertEqual(action['res_id'], channel.id)

    def test_only_supervision_proposes_and_decides(self):
        for user in (self.agent, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self.case.with_user(user).action_green_channel()
        self._add()
        for user in (self.agent, self.handler, self.auditor, self.manager):
            with self.assertRaises(AccessError):
                self._channel(user).action_request()
            with self.assertRaises(AccessError):
                self._channel(user).write({'reason': "改"})
        with self.assertRaises(AccessError):
            self._channel(self.supervisor).write({'state': 'open'})


@tagged('post_install', '-at_install')
class TestGreenRequest(GreenCommon):
    """R67, R68: request to the city center, its clock and answer, the badge, the end."""

    def test_request_needs_its_reason(self):
        self._add()
        with self.assertRaisesRegex(UserError, "What Is to Be Coordinated"):
            self._channel().action_request()
        self.assertEqual(self._channel().state, 'proposed')

    def test_numbered_letter_with_the_list(self):
        channel = self._requested()
        self.assertRegex(channel.number, r'^三代办提请〔2026〕\d+号$')
        letter = channel.sudo().letter
        self.assertEqual(letter['addressee'], "三明市行政服务中心管委会")
        self.assertIn("雷电防护装置设计审核", str(letter['table']['rows']))
        self.assertIn("两家市级部门对红线理解不一致。", letter['paragraphs'])
        text = text_of(channel._pdf_content())
        for words in (channel.number, "提请贵委启动会商协调程序", "三明市气象局", "2026年3月2日"):
            self.assertIn(plain(words), text)

    def test_numbers_have_no_gap(self):
        first = self._requested().number
        other = self._accepted(name="第二项目")
        self._add(case=other)
        channel = other.with_user(self.supervisor).green_channel_ids
        channel.reason = "同上。"
        channel.action_request()
        second = channel.number
        serials = [int(number.removeprefix("三代办提请〔2026〕").removesuffix("号")) for number in (first, second)]
        self.assertEqual(serials[1], serials[0] + 1)

    def test_clock_of_the_answer(self):
        channel = self._requested()
        self.assertEqual((channel.limit_days, str(channel.due_date)), (5, '2026-03-09'))
        with freeze_time('2026-03-10 02:00:00'):
            list(self.env['daiban.green.channel']._clock_day_begins())
            late = channel.activity_ids.filtered(lambda one: "has not answered in time" in (one.summary or ''))
            self.assertEqual(late.user_id & self.supervisor, self.supervisor)

    def test_answer_needs_its_document(self):
        channel = self._requested()
        with self.assertRaisesRegex(UserError, "Answer .Document."):
            channel.action_grant()
        self.assertEqual(channel.state, 'requested')

    def test_granted_shows_everybody(self):
        """R68: visible to agent, departments, supervision, and to the enterprise in the portal."""
        channel = self._requested()
        self._answer_paper(channel)
        with freeze_time('2026-03-04 02:00:00'):
            channel.action_grant()
        self.assertEqual((channel.state, channel.days_to_answer), ('open', 2))
        for user in (self.agent, self.handler, self.supervisor, self.auditor, self.manager, self.owner):
            self.assertEqual(self.case.with_user(user).green_state, 'open', user.login)
        found = self.env['daiban.project'].with_user(self.agent).search([('green_state', '=', 'open')])
        self.assertIn(self.case, found)
        self.assertFalse(self.env['daiban.green.channel'].with_user(self.stranger).search([]))
        with self.assertRaises(AccessError):
            channel.with_user(self.owner).read(['state'])

    def test_a_city_department_is_a_point_for_a_meeting(self):
        channel = self._requested()
        point = next(one for one in self.case.with_user(self.supervisor)._agenda_points() if one['kind'] == 'city')
        self.assertEqual(point['text'], channel.trigger_text)

    def test_refused_by_the_city(self):
        channel = self._requested()
        self._answer_paper(channel)
        channel.action_refuse()
        self.assertEqual((channel.state, channel.answer, self.case.green_state), ('declined', 'refused', False))

    def test_the_answer_is_not_from_before_the_request(self):
        channel = self._requested()
        self._answer_paper(channel)
        channel.answered_on = '2026-02-27'
        with self.assertRaisesRegex(UserError, "correct the date"):
            channel.action_grant()

    def test_ends_when_the_city_departments_are_done(self):
        channel = self._requested()
        self._answer_paper(channel)
        channel.action_grant()
        item = channel.item_ids.filtered(lambda one: one.unit_id == self.weather)
        self.case.action_start()
        with freeze_time('2026-03-03 02:00:00'):
            self._finish(item)
        self.assertEqual(channel.state, 'open')
        for other in self.case.item_ids.filtered(lambda one: one.is_open and one.unit_id._city_department()):
            other.action_cancel("不需要")
        self.assertEqual((channel.state, channel.days_gained), ('closed', 5))

    def test_ends_with_the_case(self):
        channel = self._requested()
        self.case.action_withdraw("企业撤回")
        self.assertEqual((channel.state, self.case.green_state), ('closed', False))

    def test_closed_by_hand_with_a_reason(self):
        channel = self._requested()
        with self.assertRaisesRegex(UserError, "Why It Ended"):
            channel.action_close()
        channel.close_reason = "企业改变方案。"
        channel.action_close()
        self.assertEqual(channel.state, 'closed')


@tagged('post_install', '-at_install')
class TestGreenPortal(GreenCommon, HttpCase):
    """R68: the enterprise sees the channel on the page of its case, and nothing of the request."""

    def test_badge_on_the_page(self):
        channel = self._requested()
        self._answer_paper(channel)
        self.owner.password = 'test_owner_pw'
        self.authenticate('t_owner', 'test_owner_pw')
        page = f'/my/daiban/{self.case.id}'
        self.assertNotIn("Green channel", self.url_open(page).text)
        channel.action_grant()
        self.env.flush_all()
        text = self.url_open(page).text
        self.assertIn("Green channel", text)
        self.assertNotIn(channel.number, text)
        self.assertIn("Green channel", self.url_open('/my/daiban').text)
        self.assertEqual(self.url_open(channel.with_user(self.owner)._pdf_url()).status_code, 404)
