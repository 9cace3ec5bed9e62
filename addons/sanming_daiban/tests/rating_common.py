from .case_common import CaseCommon

GOOD = {'told_once': 'yes', 'trips': '1', 'level': '5', 'comment': "办得快"}
BAD = {'told_once': 'no', 'trips': '3', 'level': '1', 'comment': "材料要了两次"}


class RatingCommon(CaseCommon):
    """A case that was accepted and so asked about; its agent is the leader of the window, as in a small center."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chief = cls.new_user('agent', 'test_chief')
        cls.ref('unit_center').write({'leader_id': cls.chief.id})
        cls.enterprise.email = 'enterprise@example.com'
        cls.case = cls._running()
        cls.rating = cls._rating('acceptance')

    @classmethod
    def _rating(cls, occasion, case=None):
        return (case or cls.case).sudo().service_rating_ids.filtered(lambda rating: rating.occasion == occasion)

    def _rectification(self, user=None):
        """The rectification of a bad rating, as its responsible person sees it."""
        self.rating._answer(BAD)
        return self.rating.rectification_ids.with_user(user or self.chief)

    def _replied(self):
        record = self._rectification()
        record.call_note = "王总说材料要了两次。"
        record.action_call()
        record.write({
            'finding': 'substantiated', 'finding_note': "第二次告知未列明新情况。", 'measure': "改用一张清单。",
            'reply': "您反映的情况属实，已改正。"})
        record.action_reply()
        return record
