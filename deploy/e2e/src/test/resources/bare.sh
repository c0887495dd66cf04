#!/usr/bin/env bash
# Makes the sandbox a bare machine: servers that run and know nothing of any project, services that are stopped.
set -Eeuo pipefail
shopt -s nullglob

sandbox=$1
home=$CODEB_SANDBOX_HOME
export PGPASSWORD REDISCLI_AUTH
PGPASSWORD=$(<"$home/secrets/postgres-admin")
REDISCLI_AUTH=$(<"$home/secrets/redis-admin")
storage=${CODEB_DNS%:*}

for part in gateway deployer provisioner registry; do "$sandbox" stop "$part"; done

# An engine may have others' containers, too.
images=() containers=()
for project in $(jq -r '.projects | keys[]' "$CODEB_ROOT/registry/ssot.json"); do
    mapfile -t -O "${#images[@]}" images < <(docker ps -a --filter "label=codeb.project=$project" --format '{{.Image}}')
    mapfile -t -O "${#containers[@]}" containers < <(docker ps -aq --filter "label=codeb.project=$project")
done
((${#containers[@]} == 0)) || docker rm -f "${containers[@]}" >/dev/null
for image in "${images[@]}"; do docker image rm -f "$image" >/dev/null 2>&1 || true; done

sql() { psql -X -A -t -q -v ON_ERROR_STOP=1 -h "$storage" -U codeb_admin -d postgres -c "$1"; }
for database in $(sql "SELECT datname FROM pg_database WHERE datname LIKE '%\_db'"); do sql "DROP DATABASE \"$database\" WITH (FORCE)"; done
for role in $(sql "SELECT rolname FROM pg_roles WHERE rolname LIKE '%\_user'"); do sql "DROP ROLE \"$role\""; done

redis() { redis-cli --no-auth-warning --user default -h "$storage" "$@"; }
redis FLUSHALL >/dev/null
for user in $(redis ACL USERS); do [[ $user == default ]] || redis ACL DELUSER "$user" >/dev/null; done
redis ACL SAVE >/dev/null

pdnsutil "--config-dir=$home/pdns" list-zone "$CODEB_BASE_DOMAIN" | awk '$4 == "A" && $1 !~ /^ns1\./ { print $1 }' | sort -u | while read -r name; do
    pdnsutil "--config-dir=$home/pdns" delete-rrset "$CODEB_BASE_DOMAIN" "${name%."$CODEB_BASE_DOMAIN"}" A >/dev/null
done

find "$CODEB_ROOT" -mindepth 1 -delete
rm -rf "$home/caddy/routes"/* "$home/caddy/routes"/.[a-z]* "$CODEB_SITES"/*.caddy "$home/caddy/data/certificates"
"$sandbox" restart caddy
