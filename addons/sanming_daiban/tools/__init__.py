"""Pure Python: no ORM, no Odoo. What the models compute with."""
