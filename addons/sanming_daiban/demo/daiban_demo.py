from datetime import timedelta

from passlib.hash import pbkdf2_sha512

from odoo import api, models

from . import story_inquiries
from .diary import Diary
from .scenes import Scenes
from .stories import STORIES
from .story import Story

# The passwords are public, and two dozen strong hashes take long; the first login makes a strong one.
CHEAP_HASH = pbkdf2_sha512.using(rounds=1000)


class DaibanDemo(models.AbstractModel):
    """What the demo data need of Python. Nothing here can be called from outside, and nothing calls it but
    `projects.xml`, which Odoo loads only with demo data.
    """
    _name = 'daiban.demo'
    _description = 'Demo Data'

    @api.model
    def _set_passwords(self):
        """Every demo user logs in with the login as the password."""
        names = self.env['ir.model.data'].search([
            ('module', '=', 'sanming_daiban'), ('model', '=', 'res.users'), ('name', '=like', 'demo_user_%')])
        for user in self.env['res.users'].browse(names.mapped('res_id')):
            user._set_encrypted_password(user.id, CHEAP_HASH.hash(user.login))

    @api.model
    def _play(self):
        """Live through the last twelve months: every case by its real actions, at their time, by their people.

        Only in a database without cases: history is not written into a history.
        """
        if self.env['daiban.project'].with_context(active_test=False).search_count([], limit=1):
            return
        # Odoo loads them only after the demo data, and the mails of the past would be in English
        languages = [code for code, _name in self.env['res.lang'].get_installed()]
        self.env['ir.module.module']._load_module_terms(['sanming_daiban'], languages)
        # the to-dos of the past are long done, and making and removing them would take half of the time
        env = self.env(context={'lang': 'zh_CN', 'tz': 'Asia/Shanghai', 'mail_activity_automation_skip': True})
        diary = Diary(env)
        stories = [Story(env, diary, spec) for spec in STORIES]
        for story in stories:
            story.begin()
        story_inquiries.plan(env, diary)
        Scenes(env, diary, stories).plan()
        diary.play()
        self._name_cases(stories)
        self._leave_todos()

    def _name_cases(self, stories):
        """Give the cases external ids, so that they are known as demo data."""
        self.env['ir.model.data']._update_xmlids([
            {'xml_id': f'sanming_daiban.demo_project_{story.key}', 'record': story.case, 'noupdate': True}
            for story in stories] + [
            {'xml_id': f'sanming_daiban.demo_project_{story.key}_again', 'record': story.again, 'noupdate': True}
            for story in stories if story.again])

    def _leave_todos(self):
        """What lies on a desk today is in the list of activities of its owner, and the lights are those of today."""
        env = self.env(context={'lang': 'zh_CN', 'mail_activity_quick_update': True})  # no mail about it
        env['daiban.item'].search([('state', 'in', ('dispatched', 'assigned', 'running', 'paused'))])._notify_holder()
        for case in env['daiban.project'].search([('accepted_by_lapse', '=', True)]):
            case._tell_supervision(case.env._("Accepted by lapse: nothing was decided within five working days"))
        env['daiban.project'].search([('state', 'in', ('submitted', 'supplement', 'accepted', 'running'))]) \
            ._ask_for_persons()
        self._plan_absence(env)
        for _progress in env['daiban.clock.mixin']._turn_lights():
            pass

    def _plan_absence(self, env):
        """Somebody with items in hand goes next week: his leader is asked to give them to others."""
        today = env['daiban.calendar.year']._district_today()
        env['daiban.absence'].create({
            'user_id': env.ref('sanming_daiban.demo_user_jingban3').id, 'reason': 'training',
            'note': "参加业务培训", 'date_from': today + timedelta(days=7), 'date_to': today + timedelta(days=9)})
