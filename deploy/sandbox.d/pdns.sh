# PowerDNS of the Storage Server, sqlite; nothing is cached, so a new record answers at once.
# shellcheck shell=bash

PDNS_DIR=$SANDBOX_HOME/pdns

pdns_start() {
    mkdir -p "$PDNS_DIR/db" "$PDNS_DIR/run"
    put "$PDNS_DIR/pdns.conf" <<EOF
launch=gsqlite3
gsqlite3-database=$PDNS_DIR/db/zones.sqlite3
gsqlite3-pragma-synchronous=1
local-address=$STORAGE_HOST
local-port=53
socket-dir=$PDNS_DIR/run
setuid=pdns
setgid=pdns
zone-cache-refresh-interval=0
cache-ttl=0
query-cache-ttl=0
negquery-cache-ttl=0
default-soa-content=ns1.$BASE_DOMAIN hostmaster.$BASE_DOMAIN 0 10800 3600 604800 60
EOF
    [[ -f $PDNS_DIR/db/zones.sqlite3 ]] || make_zone_database
    chown -R pdns:pdns "$PDNS_DIR/db" "$PDNS_DIR/run"
    chmod 0755 "$PDNS_DIR" "$PDNS_DIR/run"
    chmod 0750 "$PDNS_DIR/db"
    pdnsutil_here show-zone "$BASE_DOMAIN" >/dev/null 2>&1 || make_zone
    spawn pdns nsenter "--net=/run/netns/$NETNS" /usr/sbin/pdns_server "--config-dir=$PDNS_DIR" --daemon=no \
        --guardian=no --disable-syslog --write-pid=no
}

pdnsutil_here() { pdnsutil "--config-dir=$PDNS_DIR" "$@"; }

make_zone_database() {
    [[ -n $(zone_schema) ]] || die "The package pdns-backend-sqlite3 came without its schema.sqlite3.sql."
    rm -f "$PDNS_DIR/db/new.sqlite3"
    zcat -f "$(zone_schema)" | sqlite3 "$PDNS_DIR/db/new.sqlite3" >/dev/null
    mv "$PDNS_DIR/db/new.sqlite3" "$PDNS_DIR/db/zones.sqlite3"
}

zone_schema() {
    local files=(/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql* /usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql*)
    printf '%s' "${files[0]:-}"
}

make_zone() {
    {
        pdnsutil_here create-zone "$BASE_DOMAIN" "ns1.$BASE_DOMAIN"
        pdnsutil_here replace-rrset "$BASE_DOMAIN" ns1 A 300 "$STORAGE_HOST"
    } >>"$(log_file pdns)" 2>&1 || die "pdnsutil could not make the zone $BASE_DOMAIN; see $(log_file pdns)."
    chown -R pdns:pdns "$PDNS_DIR/db"
}

pdns_ready() { [[ -n $(dig +short +time=1 +tries=1 "@$STORAGE_HOST" "$BASE_DOMAIN" SOA) ]]; }
pdns_stop() { end_part pdns TERM 5; }
