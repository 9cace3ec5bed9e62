"""A yearly evaluation of a large city: so many people, so many ballots about each, closed and computed in one go."""

import random

from odoo.fields import Command

SUBJECTS = 500
# raters of each group about one person; with so many people every rater is asked about several
ASKED = {'center': 4, 'owner': 20, 'office': 16}
RATERS = {'center': 20, 'owner': 1000, 'office': 200}
YEAR = 2025


def open_evaluation(env):
    """An open evaluation with all ballots cast, not committed: 500 people, 40 ballots about each."""
    env = env(context={'tracking_disable': True, 'no_reset_password': True, 'mail_create_nolog': True})
    scheme = env['daiban.eval.scheme'].search([('state', '=', 'published')], limit=1)
    if not scheme:
        scheme = env.ref('sanming_daiban_eval.eval_scheme_default')
        scheme.action_publish()
    campaign = env['daiban.eval.campaign'].create({
        'year': YEAR, 'scheme_id': scheme.id, 'closes_on': env['daiban.calendar.year']._district_today()})
    subjects = _subjects(env, campaign)
    ballots = _ballots(env, campaign, subjects, random.Random(YEAR))
    campaign.write({'state': 'drawn'})
    campaign.action_open()
    _cast(campaign, ballots, random.Random(YEAR))
    env.flush_all()
    env.invalidate_all()
    return campaign


def _subjects(env, campaign):
    group = env.ref('sanming_daiban.group_agent')
    unit = env['daiban.unit'].search([('unit_type', '=', 'center')], limit=1)
    grades = env['daiban.eval.grade.set'].search([], limit=2)
    users = env['res.users'].create([
        {'name': f'专员{number}', 'login': f'bench_subject_{number}', 'group_ids': [Command.set(group.ids)]}
        for number in range(SUBJECTS)])
    return env['daiban.eval.subject'].create([
        {'campaign_id': campaign.id, 'user_id': user.id, 'unit_id': unit.id, 'service_months': 12,
         'grade_set_id': grades[number % 2].id} for number, user in enumerate(users)])


def _ballots(env, campaign, subjects, source):
    groups, raters = campaign._groups(), {}
    for kind, number in RATERS.items():
        partners = env['res.partner'].create([{'name': f'{kind}{place}'} for place in range(number)])
        raters[kind] = env['daiban.eval.rater'].create([
            {'campaign_id': campaign.id, 'kind': kind, 'partner_id': partner.id} for partner in partners]).ids
    return env['daiban.eval.ballot'].create([
        {'campaign_id': campaign.id, 'rater_id': rater, 'subject_id': subject.id, 'group_id': groups[kind].id}
        for subject in subjects for kind, number in ASKED.items() for rater in source.sample(raters[kind], number)])


def _cast(campaign, ballots, source):
    """Every ballot with an answer to every criterion, laid into the box as the page does it."""
    criteria = {kind: campaign.scheme_id._criteria(kind) for kind in ASKED}
    merit = {subject.id: source.gauss(88, 7) for subject in campaign.subject_ids}
    habit = {rater.id: source.gauss(0, 4) for rater in ballots.rater_id}
    for ballot in ballots:
        aim = merit[ballot.subject_id.id] + habit[ballot.rater_id.id]
        answers = {criterion: _nearest(criterion, aim + source.gauss(0, 8)) for criterion in criteria[ballot.kind]}
        campaign._put(ballot, ballot._score(answers), answers, '')
    ballots.write({'state': 'cast'})


def _nearest(criterion, points):
    return min(criterion.level_ids, key=lambda level: abs(level.points - points))
