#!/bin/bash
# Run once by the database image: one role and one schema a service, and nobody else may look in.
set -euo pipefail
for service in identity billing memory health router; do
  psql -v ON_ERROR_STOP=1 -v role="signalbox_$service" -v schema="$service" -v password="$POSTGRES_PASSWORD" \
       -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE SCHEMA :"schema" AUTHORIZATION :"role";
SQL
done
