"""What `./daiban bench` runs inside Odoo: a district of any size, and how long the product takes on it."""
