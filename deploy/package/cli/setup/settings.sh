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
    local service port
    for service in "${SERVICES[@]}"; do
        port=$(SETTINGS_FILE=/dev/null port_of_service "$service")
        port_is_for 127.0.0.1 "$port" java
    done
    systemctl is-enabled --quiet codeb.target 2>/dev/null || change "starts the four services, and at each boot"
    systemctl is-enabled --quiet codeb-backup.timer 2>/dev/null || [[ ! -f /usr/lib/systemd/system/codeb-backup.timer ]] || change "makes a backup every night, kept for 14 days in /var/backups/codeb"
}

do_services() {
    systemctl enable --quiet codeb.target
    [[ ! -f /usr/lib/systemd/system/codeb-backup.timer ]] || systemctl enable --quiet --now codeb-backup.timer
    if [[ ${SETTINGS_ARE_NEW-} == yes ]]; then restart_services; else timeout 300 systemctl start codeb.target; fi
    services_are_ready
}

# All at once: each waits for the others.
restart_services() {
    local service units=()
    for service in "${SERVICES[@]}"; do units+=("codeb-$service"); done
    timeout 300 systemctl restart "${units[@]}" || die "The services do not get ready. See: journalctl -u 'codeb-*'"
    systemctl start codeb.target
}

services_are_ready() {
    local service
    for service in "${SERVICES[@]}"; do
        wait_until 90 service_is_ready "$service" || die "codeb-$service does not get ready. See: journalctl -u codeb-$service"
    done
}

# The first owner of the first team; told once.
first_key() {
    local answer status
    answer=$(new_owner "$TEAM") || {
        status=$?
        ((status == 3)) || die "The first key could not be made. See: journalctl -u codeb-registry"
        return 0
    }
    cat <<END
The owner key of $TEAM, told only this once:

  $(jq -r .key <<<"$answer")

For Claude Code, on your own machine (it asks for the key by itself if you leave it out of the line):

  claude mcp add --transport http codeb https://api.$BASE_DOMAIN/mcp --header "X-API-Key: THE KEY"

END
}

# new_owner TEAM: the answer with the key; status 3 when the team has an owner already.
new_owner() {
    local answer status
    answer=$(internal_header | curl -sS --max-time 20 -H @- -H 'Content-Type: application/json' -w '\n%{http_code}' \
        -d "{\"teamId\":\"$1\",\"name\":\"owner\"}" "$(service_url registry)/keys/owner") || return 1
    status=${answer##*$'\n'}
    case $status in
    2*) printf '%s' "${answer%$'\n'*}" ;;
    403 | 409) return 3 ;;
    *) warn "The registry answered $status."; return 1 ;;
    esac
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
