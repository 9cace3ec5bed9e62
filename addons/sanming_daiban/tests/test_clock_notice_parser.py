from datetime import date

import chinese_calendar

from odoo.tests import BaseCase, tagged

from ..tools.notice_parser import NoticeError, parse_notice
from ..tools.workdays import WorkCalendar
from .clock_oracle import days

NOTICE_2026 = """国务院办公厅关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日
"""
NOTICE_2025 = """国务院办公厅关于2025年部分节假日安排的通知
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
"""


@tagged('post_install', '-at_install')
class TestNoticeParser(BaseCase):

    def _assert_year(self, text, year):
        notice = parse_notice(text)
        self.assertEqual(notice.year, year)
        calendar = WorkCalendar(notice.days, [year])
        for day in days(date(year - 1, 12, 31), date(year, 12, 31)):
            self.assertEqual(calendar.is_workday(day), chinese_calendar.is_workday(day), day)

    def test_the_notices_of_two_years_give_the_official_days(self):
        self._assert_year(NOTICE_2026, 2026)
        self._assert_year(NOTICE_2025, 2025)

    def test_pasted_without_line_breaks_or_with_half_width_signs(self):
        self._assert_year(NOTICE_2026.replace('\n', ''), 2026)
        half = NOTICE_2025.replace('（', '(').replace('）', ')').replace('：', ': ').replace('，', ', ')
        self._assert_year(half, 2025)

    def test_every_day_knows_its_holiday(self):
        names = {day.date: day.name for day in parse_notice(NOTICE_2026).days}
        self.assertEqual(names[date(2026, 2, 28)], "春节")
        self.assertEqual(names[date(2026, 10, 10)], "国庆节")

    def test_a_year_may_reach_into_the_one_before(self):
        """The notice for 2023 began with 2022年12月31日."""
        notice = parse_notice("一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023)
        self.assertEqual([day.date for day in notice.days], [date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2)])

    def test_free_and_worked_in_one_clause(self):
        days_ = parse_notice("一、元旦：1月1日至3日放假，1月4日（周日）上班。", 2026).days
        self.assertEqual([(day.date.day, day.is_workday) for day in days_],
                         [(1, False), (2, False), (3, False), (4, True)])

    def _assert_refused(self, code, text, year=None):
        with self.assertRaises(NoticeError) as caught:
            parse_notice(text, year)
        self.assertEqual(caught.exception.code, code)

    def test_what_cannot_be_right_is_refused(self):
        self._assert_refused('empty', "关于2027年部分节假日安排的通知")
        self._assert_refused('year', "一、元旦：1月1日放假。")
        self._assert_refused('year', NOTICE_2026, 2027)
        self._assert_refused('date', "一、元旦：2月30日放假。", 2027)
        self._assert_refused('weekday', "一、元旦：1月1日（周四）放假。", 2027)
        self._assert_refused('count', "一、元旦：1月1日至3日放假，共4天。", 2027)
        self._assert_refused('twice', "一、元旦：1月1日放假。二、春节：1月1日放假。", 2027)
