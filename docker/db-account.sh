#!/bin/sh
# Run by the database image when its volume is empty: Odoo's account may make databases, but is no superuser.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$DAIBAN_DB_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE odoo LOGIN CREATEDB PASSWORD :'password';
-- the superuser is for this container alone; over the network it has no password and so no entry
ALTER ROLE CURRENT_USER PASSWORD NULL;
SQL
