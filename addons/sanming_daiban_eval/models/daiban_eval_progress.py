from odoo import api, fields, models

READERS = 'sanming_daiban_eval.group_eval_officer,sanming_daiban.group_auditor'


class DaibanEvalCampaign(models.Model):
    """How far it is, in numbers: who has answered, never what."""
    _inherit = 'daiban.eval.campaign'

    progress = fields.Html(compute='_compute_progress', sanitize=False, groups=READERS)
    too_few = fields.Text(
        "Too Few Raters", compute='_compute_progress', groups=READERS,
        help="In these groups the least number of the scheme cannot be reached: there will be no score, and the sheet "
        "says so.")

    @api.depends_context('lang', 'uid')
    def _compute_progress(self):
        for campaign in self:
            counts = campaign._ballot_counts()
            campaign.too_few = '\n'.join(campaign._too_few(counts)) or False
            campaign.progress = bool(counts) and self.env['ir.qweb']._render(
                'sanming_daiban_eval.campaign_progress', {'rows': campaign._progress_rows(counts)})

    def _progress_rows(self, counts):
        for group in self.scheme_id.group_ids:
            own = [numbers for (_subject, kind), numbers in counts.items() if kind == group.kind]
            asked, cast = sum(numbers[0] for numbers in own), sum(numbers[1] for numbers in own)
            percent = 100 * cast // asked if asked else 0
            yield {
                'label': group.display_name, 'weight': f'{group.weight:g} %', 'asked': asked, 'cast': cast,
                'percent': percent, 'percent_text': f'{percent} %', 'style': f'width: {percent}%',
                'enough': sum(numbers[1] >= group.least_raters for numbers in own), 'people': len(own),
                'least': group.least_raters}

    def _too_few(self, counts):
        groups = self._groups()
        for (subject, kind), (asked, _cast) in counts.items():
            if self.state != 'draft' and asked < groups[kind].least_raters:
                yield self.env._(
                    "%(person)s, %(group)s: %(asked)s asked, at least %(least)s needed", person=subject.user_id.name,
                    group=groups[kind].display_name, asked=asked, least=groups[kind].least_raters)


class DaibanEvalSubject(models.Model):
    _inherit = 'daiban.eval.subject'

    comments = fields.Html(
        "Comments of Raters", compute='_compute_comments',
        groups='sanming_daiban.group_supervisor,sanming_daiban_eval.group_eval_officer')

    @api.depends_context('uid')
    def _compute_comments(self):
        """For the center, in an order of chance; nothing about oneself, nothing before the closing (R97)."""
        for subject in self:
            known = subject.state in ('closed', 'published') and subject.user_id != self.env.user
            texts = subject.campaign_id._comments(subject) if known else []
            subject.comments = self.env['ir.qweb']._render(
                'sanming_daiban_eval.subject_comments', {'texts': texts}) if texts else False
