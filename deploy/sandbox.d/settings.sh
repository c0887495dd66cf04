# One file of settings for the four services: CodeB's names, this sandbox's places.
# shellcheck shell=bash

SETTINGS_FILE=$SANDBOX_HOME/codeb.properties

# The names are explained in deploy/codeb.properties.example.
settings() {
    local private
    private=$(private_registry)
    cat <<EOF
# Written by deploy/sandbox up. The names are explained in deploy/codeb.properties.example.
codeb.base-domain=$BASE_DOMAIN
codeb.internal.credential-file=\${CREDENTIALS_DIRECTORY}/internal
codeb.registry.url=http://$APP_HOST:$(port_of registry)
codeb.provisioner.url=http://$APP_HOST:$(port_of provisioner)
codeb.deployer.url=http://$APP_HOST:$(port_of deployer)

codeb.paths.root=$CODEB_DIR
codeb.paths.sites=$CADDY_DIR/sites
codeb.paths.routes=$CADDY_DIR/routes
codeb.paths.caddyfile=$CADDY_DIR/Caddyfile
codeb.paths.caddy-logs=$LOG_DIR/sites

codeb.app.address=$APP_HOST
codeb.app.ssh.host=$APP_HOST
codeb.app.ssh.port=$(port_of sshd)
codeb.app.ssh.user=root
codeb.app.ssh.key-file=\${CREDENTIALS_DIRECTORY}/ssh-key
codeb.app.ssh.known-hosts-file=$SSH_DIR/known_hosts
codeb.app.docker=$(docker_command) -H $(recall docker)
codeb.app.caddy.address=$APP_HOST
codeb.app.caddy.https-port=$(port_of caddy-https)
codeb.app.caddy.ca-file=$CA_FILE
codeb.app.caddy.admin=unix/$CADDY_DIR/admin/socket

codeb.storage.host=$STORAGE_HOST
codeb.storage.ssh.host=$STORAGE_HOST
codeb.storage.ssh.port=22
codeb.storage.ssh.user=root
codeb.storage.ssh.key-file=\${CREDENTIALS_DIRECTORY}/ssh-key
codeb.storage.ssh.known-hosts-file=$SSH_DIR/known_hosts
codeb.storage.postgres.host=$STORAGE_HOST
codeb.storage.postgres.port=5432
codeb.storage.postgres.database=postgres
codeb.storage.postgres.user=codeb_admin
codeb.storage.postgres.password-file=\${CREDENTIALS_DIRECTORY}/postgres-admin
codeb.storage.redis.host=$STORAGE_HOST
codeb.storage.redis.port=6379
codeb.storage.redis.user=default
codeb.storage.redis.password-file=\${CREDENTIALS_DIRECTORY}/redis-admin
codeb.storage.dns.on=storage
codeb.storage.dns.pdnsutil=pdnsutil --config-dir=$PDNS_DIR
codeb.storage.dns.server=$STORAGE_HOST:53

codeb.gateway.ci.issuer=$(ci_issuer)

codeb.isolation.network=$APPS_BRIDGE
codeb.isolation.bridge=$APPS_BRIDGE
codeb.isolation.subnet=$APPS_NET

codeb.images.registries=docker.io,ghcr.io,$(image_registry)
codeb.image-registries."${private/:/\\:}".username=$PRIVATE_USER
codeb.image-registries."${private/:/\\:}".password-file=\${CREDENTIALS_DIRECTORY}/private-registry
codeb.image-registries."${private/:/\\:}".teams=$(owner_team)
EOF
    own_settings
}

# A sandbox is there to be tried and tested hard, so its rate limit is 60 times the default. Lines of the user's own win.
own_settings() {
    local limit=${CODEB_SANDBOX_RATE_LIMIT:-6000}
    printf 'codeb.gateway.rate-limit=%s\n' "$limit"
    # deploy/bench calls with 16 keys of one team.
    printf 'codeb.gateway.team-rate-limit=%s\n' "$((16 * limit))"
    [[ ! -f $SANDBOX_HOME/own.properties ]] || cat "$SANDBOX_HOME/own.properties"
}

write_settings() {
    local text
    deliver_credentials
    text=$(settings)
    [[ -f $SETTINGS_FILE && $(<"$SETTINGS_FILE") == "$text" ]] || put "$SETTINGS_FILE" 0640 <<<"$text"
    chown "root:$SERVICE_USER" "$SETTINGS_FILE"
    chmod 0640 "$SETTINGS_FILE"
}

# deliver_credentials: what systemd does with LoadCredential= on a real machine: the services' account reads them, and nobody else.
deliver_credentials() {
    local name
    install -d -m 0500 -o "$SERVICE_USER" -g "$SERVICE_USER" "$CREDENTIALS_DIR"
    for name in internal postgres-admin redis-admin private-registry; do deliver "$(secret "$name")" "$name"; done
    deliver "$SSH_DIR/id_ed25519" ssh-key
}

deliver() { cmp -s "$1" "$CREDENTIALS_DIR/$2" || install -m 0400 -o "$SERVICE_USER" -g "$SERVICE_USER" "$1" "$CREDENTIALS_DIR/$2"; }
