# Certificates by ACME, as of a public authority, instead of Caddy's own: with CODEB_SANDBOX_CERTIFICATES=acme. The issuer is a second
# Caddy; it looks for the challenge where PowerDNS says, on port 80. It signs with the root that Caddy made, so that clients trust both.
# shellcheck shell=bash

CERTIFICATES=${CODEB_SANDBOX_CERTIFICATES:-local}
ACME_DIR=$CADDY_DIR/acme
ACME_HOST=127.0.0.4

acme_directory() { printf 'https://%s:%s/acme/local/directory' "$ACME_HOST" "$(port_of acme)"; }

# What Caddy is told of certificates.
certificates() {
    if [[ $CERTIFICATES == local ]]; then
        printf '\tlocal_certs\n'
    else
        printf '\tacme_ca %s\n\tacme_ca_root %s\n' "$(acme_directory)" "$CADDY_DIR/data/pki/authorities/local/root.crt"
    fi
}

# Before anything is stopped or started.
check_certificates() {
    [[ $CERTIFICATES != local ]] || return 0
    [[ $CERTIFICATES == acme ]] || die "CODEB_SANDBOX_CERTIFICATES is 'local' or 'acme', not '$CERTIFICATES'."
    [[ -d $CADDY_DIR/data/pki ]] || die "There is no certificate authority yet. Once without CODEB_SANDBOX_CERTIFICATES: deploy/sandbox up"
    [[ $(port_of caddy-http) == 80 ]] || die "With CODEB_SANDBOX_CERTIFICATES=acme, Caddy needs port 80: the issuer asks nowhere else."
}

# Before Caddy, which asks it at once. One that outlived a killed Caddy goes on, also one that a test has suspended.
acme_start() {
    [[ $CERTIFICATES == acme ]] || return 0
    ! is_running acme || return 0
    mkdir -p "$ACME_DIR/data"
    rm -rf "$ACME_DIR/data/pki"
    cp -a "$CADDY_DIR/data/pki" "$ACME_DIR/data/pki"
    chown -R caddy:caddy "$ACME_DIR/data"
    chmod 0755 "$ACME_DIR"
    chmod 0700 "$ACME_DIR/data"
    printf 'nameserver %s\n' "$STORAGE_HOST" | put "$ACME_DIR/resolv.conf"
    put "$ACME_DIR/Caddyfile" <<EOF
{
	admin off
	default_bind $ACME_HOST
	skip_install_trust
	auto_https disable_redirects
	storage file_system $ACME_DIR/data
}

https://$ACME_HOST:$(port_of acme) {
	tls internal
	acme_server
}
EOF
    # A mount namespace of its own: there its resolver is PowerDNS.
    spawn acme unshare --mount sh -ec 'mount --bind "$1" /etc/resolv.conf; shift; exec "$@"' sh "$ACME_DIR/resolv.conf" \
        setpriv --reuid caddy --regid caddy --init-groups --no-new-privs env "HOME=$ACME_DIR/data" \
        caddy run --config "$ACME_DIR/Caddyfile" --adapter caddyfile
    await acme 30 acme_ready || die "The ACME issuer does not start."
}

acme_ready() { curl -sf -o /dev/null --max-time 5 --cacert "$CADDY_DIR/data/pki/authorities/local/root.crt" "$(acme_directory)"; }
acme_stop() { end_part acme TERM 5; }
