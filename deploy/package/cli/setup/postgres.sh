# PostgreSQL: Debian's cluster, an administrator for CodeB, reached by passwords only.
# shellcheck shell=bash

as_postgres() { runuser -u postgres -- "$@"; }
# Not in /root, where postgres may not look.
psql_here() { (cd / && as_postgres psql -X -q -A -t -v ON_ERROR_STOP=1 -p 5432 "$@"); }

# The cluster on port 5432: its folder of settings.
postgres_conf() { pg_lsclusters -h 2>/dev/null | awk '$3 == 5432 && !found++ { print "/etc/postgresql/" $1 "/" $2 }'; }
postgres_unit() { pg_lsclusters -h | awk '$3 == 5432 && !found++ { print "postgresql@" $1 "-" $2 ".service" }'; }

postgres_settings() {
    cat <<END
# Written by codeb setup.
listen_addresses = 'localhost,$STORAGE_HOST'
password_encryption = 'scram-sha-256'
max_connections = 300
END
}

# Who may come: CodeB and the applications, by password.
postgres_doors() {
    echo "# codeb setup: begin"
    local from
    for from in $(postgres_callers); do echo "host all all $from scram-sha-256"; done
    echo "# codeb setup: end"
}

APPS_SUBNET=10.214.0.0/20
postgres_callers() {
    if [[ $STORAGE_HOST == "$ONE_MACHINE" ]]; then echo "$ONE_MACHINE/32 $APPS_SUBNET"; else echo "${ANSWER[app-address]}/32"; fi
}

with_doors() {
    postgres_doors
    sed '/^# codeb setup: begin$/,/^# codeb setup: end$/d' "$1"
}

look_postgres() {
    local conf databases
    was_missing postgresql && { change "lets PostgreSQL listen on $STORAGE_HOST, and makes the administrator codeb_admin"; return; }
    conf=$(postgres_conf)
    [[ -n $conf ]] || { problem "PostgreSQL has no cluster on port 5432 (pg_lsclusters). Make one: pg_createcluster --start VERSION main"; return; }
    if postgres_settings | differs "$conf/conf.d/codeb.conf" || with_doors "$conf/pg_hba.conf" | differs "$conf/pg_hba.conf"; then
        databases=$(psql_here -c "SELECT count(*) FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'" 2>/dev/null || echo unknown)
        change "lets PostgreSQL listen on $STORAGE_HOST; restarts it ($databases databases are away for a moment)"
    fi
    [[ $(psql_here -c "SELECT 1 FROM pg_roles WHERE rolname = 'codeb_admin'" 2>/dev/null) == 1 ]] || change "makes PostgreSQL's administrator codeb_admin"
}

do_postgres() {
    local conf password
    conf=$(postgres_conf)
    [[ -n $conf ]] || die "PostgreSQL has no cluster on port 5432. See: pg_lsclusters"
    local restart=no
    install -d -o postgres -g postgres "$conf/conf.d"
    ! postgres_settings | put_if_other "$conf/conf.d/codeb.conf" 0644 || restart=yes
    ! with_doors "$conf/pg_hba.conf" | put_if_other "$conf/pg_hba.conf" 0640 postgres:postgres || restart=yes
    [[ $restart == no ]] || quietly timeout 120 systemctl restart "$(postgres_unit)" || die "PostgreSQL does not start. See: journalctl -u $(postgres_unit)"
    ensure_running "$(postgres_unit)" PostgreSQL
    wait_until 30 psql_here -c 'SELECT 1' >/dev/null || die "PostgreSQL does not answer. See: journalctl -u $(postgres_unit)"
    password=$(<"$(secret postgres-admin)")
    # By standard input, and kept out of the server's own log.
    psql_here >/dev/null <<END || die "PostgreSQL did not take the administrator codeb_admin."
SET log_statement = 'none';
SET log_min_error_statement = 'panic';
SELECT 'CREATE ROLE codeb_admin' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'codeb_admin') \gexec
ALTER ROLE codeb_admin WITH LOGIN SUPERUSER PASSWORD '$password';
END
}
