# PowerDNS: Debian's server with sqlite, and the zone of the base domain. One that serves other zones already is used as it is.
# shellcheck shell=bash

PDNS_OWN=/etc/powerdns/pdns.d/codeb.conf
PDNS_DB=/var/lib/powerdns/codeb.sqlite3

pdns_settings() {
    cat <<END
# Written by codeb setup.
launch=gsqlite3
gsqlite3-database=$PDNS_DB
local-address=$(pdns_addresses)
default-soa-content=ns1.$BASE_DOMAIN hostmaster.@ 0 10800 3600 604800 60
END
}

# Behind a NAT the public address is nobody's here.
pdns_addresses() {
    local address
    for address in "$ADDRESS" "$STORAGE_HOST"; do ! has_address "$address" || echo "$address"; done | sort -u | paste -sd, | sed 's/,/, /g' | grep . || echo 0.0.0.0
}

pdns_is_ours() { [[ -f $PDNS_OWN ]]; }
has_zone() { pdnsutil show-zone "$BASE_DOMAIN" >/dev/null 2>&1; }

look_pdns() {
    if was_missing pdns-server; then
        change "lets PowerDNS answer for $BASE_DOMAIN on $ADDRESS, with zones in $PDNS_DB"
        port_is_for "$ADDRESS" 53 pdns_server
        return
    fi
    if pdns_is_ours; then
        pdns_settings | differs "$PDNS_OWN" && change "changes PowerDNS' settings and restarts it"
    elif ! pdnsutil list-all-zones >/dev/null 2>&1; then
        if pdns_is_untouched; then
            change "lets PowerDNS answer for $BASE_DOMAIN on $ADDRESS, with zones in $PDNS_DB"
        else
            problem "PowerDNS is here with settings of its own, and pdnsutil does not work with them. Mend /etc/powerdns, until this works: pdnsutil list-all-zones"
        fi
        return 0
    fi
    has_zone || change "makes the zone $BASE_DOMAIN in PowerDNS"
}

pdns_is_untouched() { ! dpkg --verify pdns-server 2>/dev/null | grep /etc/powerdns >/dev/null; }

do_pdns() {
    local schema restart=no
    if was_missing pdns-server || pdns_is_ours || ! pdnsutil list-all-zones >/dev/null 2>&1; then
        # Debian's own file of another backend.
        [[ ! -f /etc/powerdns/pdns.d/bind.conf ]] || { mv /etc/powerdns/pdns.d/bind.conf /etc/powerdns/bind.conf.before-codeb; restart=yes; }
        if [[ ! -s $PDNS_DB ]]; then
            schema=$(compgen -G '/usr/share/doc/pdns-backend-sqlite3/schema.sqlite3.sql*' | head -n 1 || true)
            [[ -n $schema ]] || schema=$(compgen -G '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql*' | head -n 1 || true)
            [[ -n $schema ]] || die "The package pdns-backend-sqlite3 came without its schema.sqlite3.sql; reinstall it with its documentation."
            zcat -f "$schema" | sqlite3 "$PDNS_DB.new" >/dev/null || die "The zones' database could not be made."
            chown pdns:pdns "$PDNS_DB.new"
            chmod 0640 "$PDNS_DB.new"
            mv "$PDNS_DB.new" "$PDNS_DB"
        fi
        ! pdns_settings | put_if_other "$PDNS_OWN" 0640 root:pdns || restart=yes
    fi
    if ! has_zone; then
        quietly pdnsutil create-zone "$BASE_DOMAIN" "ns1.$BASE_DOMAIN" || die "pdnsutil could not make the zone $BASE_DOMAIN; see $SETUP_LOG."
        quietly pdnsutil replace-rrset "$BASE_DOMAIN" ns1 A 300 "$ADDRESS"
    fi
    [[ $restart == no ]] || quietly timeout 60 systemctl restart pdns || die "PowerDNS does not start. See: journalctl -u pdns"
    ensure_running pdns PowerDNS
    wait_until 20 zone_answers || die "PowerDNS does not answer for $BASE_DOMAIN on $STORAGE_HOST. See: journalctl -u pdns"
    own_record api "$(app_public)"
    own_record ns1 "$ADDRESS"
}

# Where the App Server is found from outside.
app_public() { if [[ $STORAGE_HOST == "$ONE_MACHINE" ]]; then echo "$ADDRESS"; else echo "${ANSWER[app-public]:-${ANSWER[app-address]}}"; fi; }

# own_record NAME ADDRESS: also after a move to another address.
own_record() {
    [[ $(dig +short +time=2 +tries=1 "@$STORAGE_HOST" "$1.$BASE_DOMAIN" A) == "$2" ]] ||
        { quietly pdnsutil replace-rrset "$BASE_DOMAIN" "$1" A 300 "$2" && quietly pdns_control purge "$1.$BASE_DOMAIN"; } || die "pdnsutil could not point $1.$BASE_DOMAIN to $2."
}

zone_answers() { [[ -n $(dig +short +time=1 +tries=1 "@$STORAGE_HOST" "$BASE_DOMAIN" SOA) ]]; }
