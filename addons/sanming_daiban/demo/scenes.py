"""What the bodies of the district do together about the demo cases, beside the ordinary way of their items."""

from functools import partial

from odoo.fields import Command

from .papers import paper
from .scenes_meetings import MeetingScenes
from .scenes_outreach import OutreachScenes
from .scenes_tracks import TrackScenes

# (how many working days ago, minute of the day, scene, key of its case)
AGENDA = (  # of one day in this order
    (-48, 600, 'prepare_early_start', 'alloy_castings'),
    (-47, 900, 'confirm_risk', 'alloy_castings'),
    (-46, 600, 'meet_government', 'alloy_castings'),
    (-30, 900, 'approve_early_start', 'alloy_castings'),
    (-20, 900, 'approve_early_start', 'alloy_castings'),
    (-10, 900, 'approve_early_start', 'alloy_castings'),
    (-1, 900, 'prepare_early_start', 'packing_shop'),
    (-40, 620, 'green_request', 'fluorine_materials'),
    (-36, 640, 'green_granted', 'fluorine_materials'),
    (-30, 610, 'problem_during_construction', 'standard_workshops'),
    (-22, 600, 'supervise', 'equipment_plant'),
    (-20, 900, 'reply_accepted', 'equipment_plant'),
    (-16, 600, 'problem_at_the_unit', 'equipment_plant'),
    (-13, 600, 'problem_to_the_center', 'equipment_plant'),
    (-12, 600, 'invite_consultation', 'equipment_plant'),
    (-11, 960, 'hold_consultation', 'equipment_plant'),
    (-9, 600, 'report_resolution', 'equipment_plant'),
    (-8, 600, 'accept_resolution', 'equipment_plant'),
    (-9, 930, 'wait_for_each_other', 'roof_solar'),
    (-8, 930, 'accept_conditionally', 'roof_solar'),
    (-7, 600, 'problem_to_the_government', 'garden_homes'),
    (-5, 620, 'ask_experts', 'fluorine_materials'),
    (-5, 640, 'wait_in_a_circle', 'fluorine_materials'),
    (-4, 600, 'supervise_again', 'equipment_plant'),
    (-4, 620, 'land_and_start', 'parts_shop'),
    (-4, 640, 'review_before_filing', 'online_shop_store'),
    (-3, 600, 'opinions_before_filing', 'online_shop_store'),
    (-3, 640, 'expert_opinions', 'fluorine_materials'),
    (-2, 600, 'oppose', 'tea_works'),
    (-2, 640, 'problem_at_the_unit_now', 'river_apartments'),
    (-2, 660, 'supervise_yellow', 'standard_workshops'),
    (-1, 600, 'show_list', 'garden_homes'),
    (-1, 610, 'show_list', 'parts_shop'),
    (-1, 640, 'invite_next_meeting', 'fluorine_materials'),
    (-1, 660, 'ask_the_government', 'garden_homes'),
)


class Scenes(MeetingScenes, TrackScenes, OutreachScenes):
    """Each scene is a real action by the person whose it is. One whose case has come out differently is left out, so
    that the demo can be made on every day of the year.
    """

    def __init__(self, env, diary, stories):
        self.env = env
        self.diary = diary
        self.stories = {story.key: story for story in stories}

    def plan(self):
        for day, minute, scene, key in AGENDA:
            self.diary.note(day, minute, partial(getattr(self, scene), self.stories[key]))
        self.plan_outreach()

    # === Help ===

    def _ref(self, name):
        return self.env.ref(f'sanming_daiban.{name}')

    def _user(self, login):
        return self._ref(f'demo_user_{login}')

    def _as(self, login, records):
        return records.with_user(self._user(login))

    def _as_leader(self, record):
        """As the leader in charge of the unit with which the record lies."""
        return record.with_user(record.unit_id.leader_id)

    def _item(self, story, code, *states):
        """The item of the case, if it is in one of these states."""
        return story.case.item_ids.filtered(
            lambda item: item.code == code and (not states or item.state in states))[:1]

    def _file(self, record, title):
        """A document of the demo that belongs to this record."""
        vals = {**paper('', title, record.display_name or ''), 'res_model': record._name, 'res_id': record.id}
        return [Command.create(vals)]
