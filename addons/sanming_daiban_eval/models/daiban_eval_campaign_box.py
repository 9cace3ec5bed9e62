import hashlib
import hmac
import json
import secrets

from psycopg2.extras import Json

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.fair_scores import Ballot
from .daiban_eval_campaign import OFFICER
from .daiban_eval_scheme import LEAST_HIDDEN

CENTER = 'sanming_daiban.group_supervisor'


class DaibanEvalCampaign(models.Model):
    """The box (R97, docs/anonymity.md): answers lie in a table that is no model, so that no interface reaches it.

    A sheet has neither rater nor author, date or number. As long as it is open it lies under the HMAC of its ballot
    by a secret of the evaluation: enough to put another sheet in its place, never read back, not even for the
    rater. At closing the secret is destroyed, the sheets are laid into the box anew, in an order of chance, and
    raters become pseudonyms that exist nowhere else.
    """
    _inherit = 'daiban.eval.campaign'

    def init(self):
        super().init()
        self.env.cr.execute("""
            CREATE TABLE IF NOT EXISTS daiban_eval_box (
                campaign_id integer NOT NULL REFERENCES daiban_eval_campaign ON DELETE CASCADE,
                kind varchar NOT NULL,
                subject_id integer NOT NULL,
                sheet varchar UNIQUE,
                pseudonym varchar,
                score double precision,
                answers jsonb NOT NULL,
                comment text);
            CREATE INDEX IF NOT EXISTS daiban_eval_box_campaign_idx ON daiban_eval_box (campaign_id);
            CREATE TABLE IF NOT EXISTS daiban_eval_box_key (
                campaign_id integer PRIMARY KEY REFERENCES daiban_eval_campaign ON DELETE CASCADE,
                secret varchar NOT NULL)""")

    # === Open ===

    def _after_opening(self):
        super()._after_opening()
        self.env.execute_query(SQL(
            "INSERT INTO daiban_eval_box_key VALUES (%s, %s) RETURNING 1", self.id, secrets.token_hex(32)))
        self._remind()

    def _secret(self):
        rows = self.env.execute_query(SQL(
            "SELECT secret FROM daiban_eval_box_key WHERE campaign_id = %s", self.id))
        if not rows:
            raise UserError(self.env._("This evaluation is closed; nothing can be answered or changed any more."))
        return rows[0][0]

    @staticmethod
    def _sheet(secret, ballot_id):
        return hmac.new(bytes.fromhex(secret), str(ballot_id).encode(), hashlib.sha256).hexdigest()

    def _put(self, ballot, score, answers, comment):
        """Lay a sheet into the box, in the place of an earlier one of the same ballot."""
        values = {str(criterion.id): level and level.id for criterion, level in answers.items()}
        self.env.cr.execute(SQL(
            """INSERT INTO daiban_eval_box (campaign_id, kind, subject_id, sheet, score, answers, comment)
               VALUES (%s, %s, %s, %s, %s, %s, %s)
               ON CONFLICT (sheet) DO UPDATE
               SET score = EXCLUDED.score, answers = EXCLUDED.answers, comment = EXCLUDED.comment""",
            self.id, ballot.kind, ballot.subject_id.id, self._sheet(self._secret(), ballot.id), score, Json(values),
            comment or None))

    # === Closing ===

    def _forget_names(self):
        """From now on nothing leads from a rater to a sheet, not even for who has the whole database."""
        super()._forget_names()
        secret, sheets = self._secret(), self._take_sheets()
        names, lines = {}, []
        for ballot in self.ballot_ids.filtered(lambda ballot: ballot.state == 'cast'):
            sheet = sheets.get(self._sheet(secret, ballot.id))
            if sheet:
                pseudonym = names.setdefault(ballot.rater_id, secrets.token_hex(8))
                lines.append(SQL("(%s, %s, %s, %s, %s, %s, %s)", self.id, *sheet[:2], pseudonym, *sheet[2:]))
        secrets.SystemRandom().shuffle(lines)
        if lines:
            self.env.cr.execute(SQL(
                """INSERT INTO daiban_eval_box (campaign_id, kind, subject_id, pseudonym, score, answers, comment)
                   VALUES %s""", SQL(", ").join(lines)))
        self.env.cr.execute(SQL("DELETE FROM daiban_eval_box_key WHERE campaign_id = %s", self.id))

    def _take_sheets(self):
        """{place of the sheet: (kind, subject, score, answers, comment)}; the box of this evaluation is empty then."""
        rows = self.env.execute_query(SQL(
            """DELETE FROM daiban_eval_box WHERE campaign_id = %s
               RETURNING sheet, kind, subject_id, score, answers, comment""", self.id))
        return {
            sheet: (kind, subject, score, Json(answers if isinstance(answers, dict) else json.loads(answers)), comment)
            for sheet, kind, subject, score, answers, comment in rows}

    def _forget_answers(self):
        super()._forget_answers()
        self.env.cr.execute(SQL("DELETE FROM daiban_eval_box WHERE campaign_id IN %s", tuple(self.ids)))
        self.env.cr.execute(SQL("DELETE FROM daiban_eval_box_key WHERE campaign_id IN %s", tuple(self.ids)))

    # === What may be known ===

    @staticmethod
    def _hidden():
        """With fewer raters than this single answers could be told apart."""
        return LEAST_HIDDEN

    def _check_closed(self):
        if self.state not in ('closed', 'published'):
            raise UserError(self.env._("Nothing is known of the answers before the evaluation is closed."))

    def _box(self):
        """{kind of group: [fair_scores.Ballot(pseudonym of the rater, subject id, score)]}, once it is closed."""
        self.ensure_one()
        self._check_closed()
        box = {group.kind: [] for group in self.scheme_id.group_ids}
        rows = self.env.execute_query(SQL(
            """SELECT kind, pseudonym, subject_id, score FROM daiban_eval_box
               WHERE campaign_id = %s AND score IS NOT NULL ORDER BY pseudonym, subject_id""", self.id))
        for kind, pseudonym, subject_id, score in rows:
            box[kind].append(Ballot(pseudonym, subject_id, score))
        return box

    def _ballot_counts(self):
        """{(subject, kind of group): (asked, cast)}"""
        counts = {
            (subject.id, group.kind): [0, 0] for subject in self.subject_ids for group in self.scheme_id.group_ids}
        rows = self.env['daiban.eval.ballot'].sudo()._read_group(  # sudo: numbers about people whom the user sees
            [('campaign_id', 'in', self.ids), ('subject_id', 'in', self.subject_ids.ids)],
            ['subject_id', 'kind', 'state'], ['__count'])
        for subject, kind, state, number in rows:
            counts[subject.id, kind][0] += number
            counts[subject.id, kind][1] += number * (state == 'cast')
        return {(self.env['daiban.eval.subject'].browse(subject), kind): tuple(numbers)
                for (subject, kind), numbers in counts.items()}

    def _comments(self, subject):
        """What raters wrote about a person, in an order of chance, for the center alone.

        Only of groups in which enough people answered, and never for the person himself.
        """
        self.ensure_one()
        user = self.env.user
        if not self.env.su and (subject.user_id == user or not (user.has_group(CENTER) or user.has_group(OFFICER))):
            raise AccessError(self.env._("Comments are for the service center, and not about oneself."))
        self._check_closed()
        rows = self.env.execute_query(SQL(
            """SELECT kind, COUNT(*), ARRAY_AGG(comment) FILTER (WHERE comment IS NOT NULL) FROM daiban_eval_box
               WHERE campaign_id = %s AND subject_id = %s GROUP BY kind""", self.id, subject.id))
        comments = [text for _kind, count, texts in rows if count >= self._hidden() for text in texts or ()]
        secrets.SystemRandom().shuffle(comments)
        return comments

    def _waiting_count(self):
        return self.env['daiban.eval.ballot'].sudo().search_count(  # sudo: a number
            [('campaign_id', 'in', self.ids), ('state', '=', 'pending')])
