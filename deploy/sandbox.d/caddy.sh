# Caddy of the App Server: on loopback, its own certificate authority, its admin door a unix socket.
# shellcheck shell=bash

caddy_start() {
    mkdir -p "$CADDY_DIR"/{sites,routes,data,admin} "$LOG_DIR/sites"
    chmod 0755 "$CADDY_DIR" "$CADDY_DIR/sites" "$CADDY_DIR/routes"
    chmod 0700 "$CADDY_DIR/data" "$CADDY_DIR/admin"
    chown caddy:caddy "$CADDY_DIR/data" "$CADDY_DIR/admin" "$LOG_DIR/sites"
    caddyfile | put "$CADDY_DIR/Caddyfile"
    lay_ci_issuer
    rm -f "$CADDY_DIR/admin/socket"
    acme_start
    spawn caddy setpriv --reuid caddy --regid caddy --init-groups --inh-caps +net_bind_service \
        --ambient-caps +net_bind_service --no-new-privs env "HOME=$CADDY_DIR/data" \
        caddy run --config "$CADDY_DIR/Caddyfile" --adapter caddyfile
}

caddy_setup() { caddyfile; }

caddyfile() {
    cat <<EOF
{
	admin unix/$CADDY_DIR/admin/socket
	default_bind $APP_HOST
	http_port $(port_of caddy-http)
	https_port $(port_of caddy-https)
$(certificates)
	skip_install_trust
	storage file_system $CADDY_DIR/data
	on_demand_tls {
		ask http://$APP_HOST:$(port_of caddy-http)/
	}
}

http://$APP_HOST:$(port_of ci-issuer) {
	root * $CI_ISSUER_DIR
	file_server
}

http:// {
	respond "No project answers to this name here." 404
}

import $CADDY_DIR/sites/*.caddy
EOF
}

# Caddy 2.6 answers on its socket only to an empty Host.
caddy_ready() {
    curl -sf -o /dev/null --max-time 5 --unix-socket "$CADDY_DIR/admin/socket" -H 'Host;' http://caddy/config/ && copy_root_certificate
}

caddy_stop() {
    end_part caddy TERM 10
    acme_stop
}

CA_FILE=$CADDY_DIR/ca.crt

copy_root_certificate() {
    local root=$CADDY_DIR/data/pki/authorities/local/root.crt
    [[ -s $root ]] || return 1
    cmp -s "$root" "$CA_FILE" || put "$CA_FILE" <"$root"
}
