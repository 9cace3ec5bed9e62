"""Who acted for an enterprise as a contact of it goes on as its representative."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    people = env.ref('base.group_portal').user_ids.filtered(
        lambda user: user.commercial_partner_id.is_company and user.commercial_partner_id.uscc
    )
    env['daiban.representative'].create(
        [
            {
                'user_id': user.id,
                'enterprise_id': user.commercial_partner_id.id,
                'state': 'active',
                'confirmed_at': user.create_date,
                'evidence': "升级前已关联",
            }
            for user in people
        ]
    )
    people.partner_id.parent_id = False
