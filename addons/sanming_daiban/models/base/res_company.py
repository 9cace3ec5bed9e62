from odoo import fields, models


class ResCompany(models.Model):
    """The district's service center as the enterprise meets it: on letters, cards and the portal."""

    _inherit = 'res.company'

    daiban_district_name = fields.Char(
        string="District Name", help="As it stands in letters: the city and the district."
    )
    daiban_seal = fields.Image(
        string="Seal",
        max_width=512,
        max_height=512,
        groups='base.group_system',
        help="Printed over the signature of letters. Without it a place for the stamp is left free.",
    )
    daiban_window_address = fields.Char(string="Agency Window")
    daiban_window_phone = fields.Char(string="Phone of the Window")
    daiban_window_hours = fields.Char(string="Opening Hours")
