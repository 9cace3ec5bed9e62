from odoo import fields, models


class DaibanEntryReport(models.Model):
    _inherit = 'daiban.entry.report'

    def _home_facts(self):
        """A line of the first page: what was recorded, and the way to the record that it is about."""
        record = self.item_id or self.project_id
        kinds = dict(self._fields['kind']._description_selection(self.env))
        return {
            'title': record.display_name, 'sub': ' · '.join(filter(None, [self.unit_id.name, self.user_id.name])),
            'due': str(self.date), 'left': kinds[self.kind], 'res_model': record._name, 'res_id': record.id}


class DaibanRepresentative(models.Model):
    _inherit = 'daiban.representative'

    def _home_facts(self):
        return {'title': self.sudo().user_id.name, 'sub': self.enterprise_id.name}  # sudo: as in the display name


class DaibanCard(models.Model):
    _inherit = 'daiban.card'

    def _home_facts(self):
        return {'title': self.partner_id.name, 'sub': self.number, 'due': str(self.valid_to)}


class DaibanCommitment(models.Model):
    _inherit = 'daiban.commitment'

    def _home_facts(self):
        case = self.project_id
        return {'title': case.name, 'sub': ' · '.join(filter(None, [case.number, self.partner_id.name]))}


class DaibanSuspension(models.Model):
    _inherit = 'daiban.suspension'

    def _home_facts(self):
        """A suspension has no page of its own: the line opens its case, where it is decided in the list."""
        return {'title': self.project_id.display_name, 'sub': self.reason_id.name, 'left': self.create_uid.name}


class DaibanNoticeLine(models.Model):
    _inherit = 'daiban.notice.line'

    def _home_facts(self):
        notice = self.notice_id
        return {'title': self.material_type_id.name or self.defect or notice.display_name,
                'sub': notice.project_id.display_name, 'res_model': notice._name, 'res_id': notice.id}


class DaibanSupervision(models.Model):
    _inherit = 'daiban.supervision'

    def _home_facts(self):
        return {'sub': self.unit_id.name}


class DaibanIssue(models.Model):
    _inherit = 'daiban.issue'

    def _home_facts(self):
        return {'title': self.name, 'sub': self.project_id.display_name}


class DaibanResolution(models.Model):
    _inherit = 'daiban.resolution'

    def _home_facts(self):
        return {'title': self.name, 'sub': ' · '.join(filter(None, [
            self.owner_unit_id.name, self.owner_id.name, self.project_id.display_name]))}


class DaibanMeeting(models.Model):
    _inherit = 'daiban.meeting'

    def _home_facts(self):
        begins = fields.Datetime.context_timestamp(self, self.start)
        return {'title': self.name or self.display_name, 'sub': self.number or '', 'due': str(begins.date()),
                'left': begins.strftime('%H:%M')}


class DaibanAgendaCandidate(models.Model):
    _inherit = 'daiban.agenda.candidate'

    def _home_facts(self):
        record = self.issue_id or (self.project_id if self.material_id else self.item_id) or self.project_id
        kinds = dict(self._fields['kind']._description_selection(self.env))
        return {'title': self.subject, 'sub': self.project_id.display_name, 'left': kinds[self.kind],
                'due': self.since and str(self.since), 'res_model': record._name, 'res_id': record.id}


class DaibanSupportTask(models.Model):
    _inherit = 'daiban.support.task'

    def _home_facts(self):
        facts = {'title': self.name, 'sub': self.project_id.display_name}
        return facts if self.started_on else {**facts, **self.env['daiban.home']._due_facts(self.deadline)}


class DaibanGreenChannel(models.Model):
    _inherit = 'daiban.green.channel'

    def _home_facts(self):
        return {'title': self.project_id.display_name, 'sub': '、'.join(self.department_ids.mapped('name'))}


class DaibanOpinion(models.Model):
    _inherit = 'daiban.opinion'

    def _home_facts(self):
        return {'title': self.project_id.display_name, 'sub': self.subject or self.unit_id.name}
