# The servers as their administrators reach them: PostgreSQL, Redis, SSH, Docker. No password is ever an argument.
# shellcheck shell=bash

# need_program PROGRAM PACKAGE
need_program() { command -v "$1" >/dev/null || die "$1 is missing here. Install it: apt install $2"; }

postgres_host() { setting codeb.storage.postgres.host "$(setting codeb.storage.host)"; }
redis_host() { setting codeb.storage.redis.host "$(setting codeb.storage.host)"; }

# as_postgres PROGRAM WORDS...: a client of PostgreSQL, as the administrator. Needs a scratch folder.
as_postgres() { as_postgres_user "$(setting codeb.storage.postgres.user codeb_admin)" "$(setting codeb.storage.postgres.password-file)" "$@"; }

# as_postgres_user USER FILE-WITH-PASSWORD PROGRAM WORDS...
as_postgres_user() {
    local user=$1 password line
    password=$(<"$2")
    shift 2
    line=${password//\\/\\\\}
    printf '*:*:*:*:%s\n' "${line//:/\\:}" >"$SCRATCH/.pgpass"
    chmod 0600 "$SCRATCH/.pgpass"
    PGPASSFILE=$SCRATCH/.pgpass PGCONNECT_TIMEOUT=10 PGHOST=$(postgres_host) PGPORT=$(setting codeb.storage.postgres.port 5432) PGUSER=$user \
        PGOPTIONS='-c lock_timeout=60s' "$@"
}

# postgres_ask DATABASE SQL: the rows, bare.
postgres_ask() { as_postgres psql -X -A -t -q -w -v ON_ERROR_STOP=1 -d "$1" -c "$2"; }

# as_redis NUMBER WORDS...: redis-cli as the administrator; commands from standard input when there are no words.
as_redis() {
    local number=$1 password
    shift
    password=$(<"$(setting codeb.storage.redis.password-file)")
    REDISCLI_AUTH=$password redis-cli --no-auth-warning --user "$(setting codeb.storage.redis.user default)" \
        -h "$(redis_host)" -p "$(setting codeb.storage.redis.port 6379)" -n "$number" "$@"
}

# docker_here WORDS...: Docker of this App Server.
docker_here() {
    local words
    read -ra words <<<"$(setting codeb.app.docker docker)"
    "${words[@]}" "$@"
}

# caddy_storage: the folder of Caddy's certificates.
caddy_storage() {
    local file found='' home
    file=$(setting codeb.paths.caddyfile /etc/caddy/Caddyfile)
    [[ ! -r $file ]] || found=$(sed -nE 's/^[[:space:]]*storage[[:space:]]+file_system[[:space:]]+("?)([^"{[:space:]]+)\1.*/\2/p' "$file" | head -n 1)
    if [[ -z $found ]]; then
        home=$(getent passwd caddy | cut -d: -f6) || true
        found=${home:-/var/lib/caddy}/.local/share/caddy
    fi
    printf '%s' "$found"
}
