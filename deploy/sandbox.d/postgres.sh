# PostgreSQL of the Storage Server: a cluster of its own, passwords only (scram-sha-256).
# shellcheck shell=bash

POSTGRES_DIR=$SANDBOX_HOME/postgres

postgres_bin() { find /usr/lib/postgresql -path '*/bin/postgres' | sort -V | tail -n 1 | xargs dirname; }
as_postgres() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }

postgres_start() {
    mkdir -p "$POSTGRES_DIR"
    chown postgres:postgres "$POSTGRES_DIR"
    chmod 0755 "$POSTGRES_DIR"
    [[ -f $POSTGRES_DIR/data/PG_VERSION ]] || make_cluster
    postgres_settings
    wait_until 10 postmaster_is_reaped || true
    spawn postgres nsenter "--net=/run/netns/$NETNS" setpriv --reuid postgres --regid postgres --init-groups \
        "$(postgres_bin)/postgres" -D "$POSTGRES_DIR/data"
}

make_cluster() {
    local passwords=$POSTGRES_DIR/password
    rm -rf "$POSTGRES_DIR/data" "$POSTGRES_DIR/data.new"
    secret_value postgres-admin | put "$passwords" 0600
    chown postgres "$passwords"
    as_postgres "$(postgres_bin)/initdb" -D "$POSTGRES_DIR/data.new" -U codeb_admin --pwfile "$passwords" -E UTF8 \
        --locale=C.UTF-8 --auth-host=scram-sha-256 --auth-local=scram-sha-256 >>"$(log_file postgres)" 2>&1 ||
        die "initdb failed; see $(log_file postgres)."
    rm -f "$passwords"
    mv "$POSTGRES_DIR/data.new" "$POSTGRES_DIR/data"
}

postgres_settings() {
    put "$POSTGRES_DIR/data/postgresql.auto.conf" 0600 <<EOF
listen_addresses = '$STORAGE_HOST'
port = 5432
unix_socket_directories = '$POSTGRES_DIR'
max_connections = 300
shared_buffers = '32MB'
password_encryption = 'scram-sha-256'
fsync = on
EOF
    printf 'local all all scram-sha-256\nhost all all all scram-sha-256\n' | put "$POSTGRES_DIR/data/pg_hba.conf" 0600
    chown postgres:postgres "$POSTGRES_DIR/data/postgresql.auto.conf" "$POSTGRES_DIR/data/pg_hba.conf"
}

# After kill -9 a start is refused while the old process is not reaped. The file postmaster.pid is never ours to delete.
postmaster_is_reaped() {
    local pid identity name
    read -r pid 2>/dev/null <"$POSTGRES_DIR/data/postmaster.pid" || return 0
    identity=$(process_identity "$pid") || return 0
    # Not $(<file): it ends the whole shell when the process goes at this very moment.
    name=$(cat "/proc/$pid/comm" 2>/dev/null) || return 0
    [[ $identity != Z* && $name != postgres ]]
}

postgres_ready() { "$(postgres_bin)/pg_isready" -q -h "$STORAGE_HOST" -p 5432; }
postgres_stop() { end_part postgres INT 20; }
postgres_url() { printf 'postgresql://codeb_admin:%s@%s:5432/postgres' "$(secret_value postgres-admin)" "$STORAGE_HOST"; }
