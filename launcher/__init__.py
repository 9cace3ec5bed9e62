"""From nothing to a running Odoo with both addons; `cli.py` is the way in."""
