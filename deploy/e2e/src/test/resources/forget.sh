# Takes the projects of a test away again: containers, registry entries, database, Redis user, record, files.
# forget.sh PROJECT...
set -euo pipefail
umask 077
registry=$CODEB_ROOT/registry

# change FILE FILTER: under the registry's own lock, whole or not at all.
change() {
    [[ -f $1 ]] || return 0
    jq --arg project "$project" "$2" "$1" >"$1.forget"
    mv "$1.forget" "$1"
}

for project in "$@"; do
    docker ps -aq --filter "label=codeb.project=$project" | xargs -r docker rm -f >/dev/null
    for name in "$project" "$project-staging"; do
        number=$(jq -r --arg name "$name" '.used[$name] // empty' "$registry/redis-db.json" 2>/dev/null || true)
        if [[ -n $number ]]; then
            redis-cli --no-auth-warning -u "${CODEB_REDIS_ADMIN_URL%/*}/$number" FLUSHDB >/dev/null
            redis-cli --no-auth-warning -u "$CODEB_REDIS_ADMIN_URL" ACL DELUSER "$name" >/dev/null
            redis-cli --no-auth-warning -u "$CODEB_REDIS_ADMIN_URL" ACL SAVE >/dev/null
        fi
        database=${name//-/_}
        psql "$CODEB_PG_ADMIN_URL" -Xqc "DROP DATABASE IF EXISTS ${database}_db WITH (FORCE)" 2>/dev/null
        psql "$CODEB_PG_ADMIN_URL" -Xqc "DROP ROLE IF EXISTS ${database}_user" 2>/dev/null
        rm -f "$CODEB_SITES/$name.caddy"
    done
    (
        flock -x 9
        change "$registry/ssot.json" 'del(.projects[$project]) | .ports.allocated |= with_entries(select(.value.project != $project))'
        change "$registry/redis-db.json" 'del(.used[$project], .used[$project + "-staging"])'
        rm -f "$registry/slots/$project-production.json" "$registry/slots/$project-staging.json"
    ) 9>>"$registry/.lock"
    rm -rf "${CODEB_ROOT:?}"/{env,env-backup,projects}/"${project:?}"
done
