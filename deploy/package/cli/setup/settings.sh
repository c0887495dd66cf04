# The settings of the four services, and the services themselves.
# shellcheck shell=bash

OWN_SETTINGS='# --- Settings of your own: codeb setup leaves what stands below ---'

settings_text() {
    cat <<END
# Written by codeb setup. All names are explained in /usr/share/doc/codeb/codeb.properties.example.
codeb.base-domain=$BASE_DOMAIN
codeb.internal.credential-file=\${CREDENTIALS_DIRECTORY}/internal
codeb.paths.root=/opt/codeb

codeb.app.address=$ADDRESS
codeb.app.ssh.host=127.0.0.1
codeb.app.ssh.user=root
codeb.app.ssh.key-file=\${CREDENTIALS_DIRECTORY}/ssh-key
codeb.app.ssh.known-hosts-file=$KNOWN_HOSTS

codeb.storage.host=$STORAGE_HOST
codeb.storage.ssh.host=$([[ $STORAGE == here ]] && echo 127.0.0.1 || echo "$STORAGE")
codeb.storage.ssh.user=root
codeb.storage.ssh.key-file=\${CREDENTIALS_DIRECTORY}/ssh-key
codeb.storage.ssh.known-hosts-file=$KNOWN_HOSTS
codeb.storage.postgres.user=codeb_admin
codeb.storage.postgres.password-file=\${CREDENTIALS_DIRECTORY}/postgres-admin
codeb.storage.redis.password-file=\${CREDENTIALS_DIRECTORY}/redis-admin
codeb.storage.dns.server=$STORAGE_HOST:53

codeb.images.registries=$(image_hosts)
END
    [[ ${ANSWER[certificates]} != internal ]] || echo "codeb.app.caddy.ca-file=$CADDY_ROOT"
    echo
    echo "$OWN_SETTINGS"
    [[ ! -r $SETTINGS_FILE ]] || sed "1,/^$OWN_SETTINGS\$/d" "$SETTINGS_FILE"
}

# Caddy's own authority, where certificates are its.
CADDY_ROOT=/var/lib/codeb/caddy-root.crt
image_hosts() { printf 'docker.io,ghcr.io%s%s' "${ANSWER[image-registries]:+,${ANSWER[image-registries]}}" "${PROOF_REGISTRY:+,$PROOF_REGISTRY}"; }

look_settings() {
    settings_text | differs "$SETTINGS_FILE" && change "writes the services' settings, $SETTINGS_FILE"
    return 0
}

do_settings() {
    [[ ${ANSWER[certificates]} != internal ]] || copy_caddy_root
    if settings_text | put_if_other "$SETTINGS_FILE" 0640 root:codeb; then SETTINGS_ARE_NEW=yes; fi
}

copy_caddy_root() {
    local root=/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt
    wait_until 20 test -s "$root" || die "Caddy has not made its own authority ($root). See: journalctl -u caddy"
    put_if_other "$CADDY_ROOT" 0644 <"$root" || true
}

look_services() {
    local service
    for service in "${SERVICES[@]}"; do port_is_for 127.0.0.1 "$(port_of_service "$service")" java; done
    systemctl is-enabled --quiet codeb.target 2>/dev/null || change "starts the four services, and at each boot"
    systemctl is-enabled --quiet codeb-backup.timer 2>/dev/null || change "makes a backup every night, kept for 14 days in /var/backups/codeb"
}

do_services() {
    systemctl enable --quiet codeb.target
    systemctl enable --quiet --now codeb-backup.timer
    # All at once: each waits for the others.
    [[ ${SETTINGS_ARE_NEW-} != yes ]] || timeout 300 systemctl restart "${SERVICES[@]/#/codeb-}" || die "The services do not get ready. See: journalctl -u 'codeb-*'"
    timeout 300 systemctl start codeb.target || die "The services do not get ready. See: journalctl -u 'codeb-*'"
    services_are_ready
}

services_are_ready() { services_get_ready || die "codeb-$SERVICE_AWAY does not get ready. See: journalctl -u codeb-$SERVICE_AWAY"; }

# The first owner of the first team; told once.
first_key() {
    local answer
    answer=$(new_owner "$TEAM") || return 0
    jq -r .key <<<"$answer"
    key_told "$answer"
}

# new_owner TEAM: the answer with the key; fails when the team has an owner already, and ends all when nobody can tell.
new_owner() {
    local answer
    answer=$(make_key owner "{\"teamId\":\"$1\",\"name\":\"owner\"}") && { printf '%s' "$answer"; return; }
    [[ -n $(reason "$answer") ]] || die "The first key of $1 could not be made: the registry does not answer. See: journalctl -u codeb-registry"
    return 1
}

# A start notes what it loads; the next one is twice as fast. So the services are started once more while nobody waits for them.
settle() {
    say "Starting the services once more, so that they start fast from now on"
    /usr/lib/codeb/current/bin/codeb-roll --all
    services_are_ready
    say "The four services use $(memory_of_services) MiB of memory together."
}

memory_of_services() {
    local service pid sum=0 part
    for service in "${SERVICES[@]}"; do
        pid=$(systemctl show -p MainPID --value "codeb-$service")
        part=$(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup" 2>/dev/null || echo 0)
        sum=$((sum + part))
    done
    echo $((sum / 1024))
}
