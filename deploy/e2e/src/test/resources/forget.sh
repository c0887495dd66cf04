# shellcheck shell=bash disable=SC2016
# Takes the projects of a test away again: containers, registry entries, database, Redis user, record, files.
# forget.sh PROJECT...: each, whatever becomes of the others; ends with 1 where something stayed.
set -uo pipefail
umask 077
registry=$CODEB_ROOT/registry

# change FILE FILTER: under the registry's own lock, whole or not at all.
change() {
    [[ -f $1 ]] || return 0
    jq --arg project "$project" "$2" "$1" >"$1.forget" && chown --reference="$registry" "$1.forget" && mv "$1.forget" "$1"
}

# Docker refuses to remove what it is removing already; then it is gone a moment later.
remove_containers() {
    local try ids
    for try in {1..20}; do
        ids=$(docker ps -aq --filter "label=codeb.project=$project") || return 1
        [[ -n $ids ]] || return 0
        xargs docker rm -f <<<"$ids" >/dev/null 2>&1 || sleep 1
    done
    echo "containers of $project stayed after $try tries: $ids" >&2
    return 1
}

remove_redis_user() {
    local name=$1 number
    number=$(jq -r --arg name "$name" '.used[$name] // empty' "$registry/redis-db.json" 2>/dev/null || true)
    [[ -n $number ]] || return 0
    redis-cli --no-auth-warning -u "${CODEB_REDIS_ADMIN_URL%/*}/$number" FLUSHDB >/dev/null &&
        redis-cli --no-auth-warning -u "$CODEB_REDIS_ADMIN_URL" ACL DELUSER "$name" >/dev/null &&
        redis-cli --no-auth-warning -u "$CODEB_REDIS_ADMIN_URL" ACL SAVE >/dev/null
}

remove_entries() {
    (
        flock -x 9
        change "$registry/ssot.json" 'del(.projects[$project]) | .ports.allocated |= with_entries(select(.value.project != $project))' &&
            change "$registry/redis-db.json" 'del(.used[$project], .used[$project + "-staging"])' &&
            rm -f "$registry/slots/$project-production.json" "$registry/slots/$project-staging.json"
    ) 9>>"$registry/.lock"
}

stayed=0
for project in "$@"; do
    remove_containers || stayed=1
    for name in "$project" "$project-staging"; do
        remove_redis_user "$name" || stayed=1
        database=${name//-/_}
        psql "$CODEB_PG_ADMIN_URL" -Xqc "DROP DATABASE IF EXISTS ${database}_db WITH (FORCE)" 2>/dev/null || stayed=1
        psql "$CODEB_PG_ADMIN_URL" -Xqc "DROP ROLE IF EXISTS ${database}_user" 2>/dev/null || stayed=1
        rm -f "$CODEB_SITES/$name.caddy"
    done
    remove_entries || stayed=1
    rm -rf "${CODEB_ROOT:?}"/{env,env-backup,projects}/"${project:?}" || stayed=1
done
exit "$stayed"
