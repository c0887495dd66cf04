# codeb doctor: looks at everything that can be wrong, and says of each what to do
# shellcheck shell=bash

help_doctor() {
    cat <<'EOF'
Usage: codeb doctor [--json]

Units, ports, secrets' modes, clock, disks, Docker, PostgreSQL, Redis, PowerDNS, Caddy, SSH, DNS and certificate of the
gateway's name, registry files, backups. One line each: ok, warning or problem, and what to do. Changes nothing.
Ends with 1 when there is a problem; warnings alone are 0.
EOF
}

source "$CLI/lib-servers.sh"
source "$CLI/lib-archive.sh"

command_doctor() {
    only_json "$@"
    need_root
    need_settings
    scratch
    : >"$SCRATCH/checks"
    local check
    for check in programs units ports versions secrets clock disks docker postgres redis servers caddyfile name certificate dns_server registry_files operations backups reboot; do
        "doctor_$check" || warning "$check" "this could not be looked at" "Look by hand."
    done
    [[ $JSON == no ]] || jq -s '{checks: ., problems: ([.[] | select(.state == "problem")] | length), warnings: ([.[] | select(.state == "warning")] | length)}' "$SCRATCH/checks"
    if jq -es 'any(.[]; .state == "problem")' "$SCRATCH/checks" >/dev/null; then exit 1; fi
}

# finding STATE WHAT SENTENCE [TO-DO]
finding() {
    jq -nc --arg state "$1" --arg what "$2" --arg says "$3" --arg todo "${4:-}" '{state: $state, what: $what, says: $says} + if $todo == "" then {} else {todo: $todo} end' >>"$SCRATCH/checks"
    [[ $JSON == yes ]] || printf '%-8s %s: %s%s\n' "$1" "$2" "${3%.}" "${4:+. $4}"
}

fine() { finding ok "$@"; }
warning() { finding warning "$@"; }
problem() { finding problem "$@"; }

doctor_programs() {
    local program package missing=()
    while read -r program package; do
        command -v "$program" >/dev/null || missing+=("$package")
    done <<'EOF'
curl curl
jq jq
iptables iptables
ssh openssh-client
openssl openssl
dig bind9-dnsutils
age age
psql postgresql-client
redis-cli redis-tools
EOF
    if ((${#missing[@]} == 0)); then fine programs "all that CodeB needs here are installed"; else problem programs "missing: ${missing[*]}" "apt install ${missing[*]}"; fi
}

doctor_units() {
    local service state enabled restarts
    has_units || { fine units "the services run without systemd here"; return; }
    for service in "${SERVICES[@]}"; do
        state=$(systemctl is-active "codeb-$service.service" 2>/dev/null) || true
        enabled=$(systemctl is-enabled "codeb-$service.service" 2>/dev/null) || true
        restarts=$(systemctl show -P NRestarts "codeb-$service.service" 2>/dev/null) || true
        if [[ $state != active ]]; then
            problem "codeb-$service" "it is ${state:-unknown}" "systemctl start codeb-$service; if it does not stay: codeb logs $service"
        elif [[ $enabled != enabled && $enabled != enabled-runtime && $(systemctl is-enabled codeb.target 2>/dev/null) != enabled ]]; then
            warning "codeb-$service" "it does not start with the machine" "systemctl enable codeb.target codeb-$service"
        elif ((${restarts:-0} > 3)); then
            warning "codeb-$service" "systemd had to start it again $restarts times" "codeb logs $service tells why"
        else
            fine "codeb-$service" "active"
        fi
    done
}

doctor_ports() {
    local service port listening
    for service in "${SERVICES[@]}"; do
        port=$(service_url "$service")
        port=${port##*:}
        listening=$(ss -Hltn "sport = :$port" | awk '{ print $4 }')
        if [[ -z $listening ]]; then
            problem "port $port" "$service does not listen" "codeb logs $service"
        elif ! service_is_ready "$service"; then
            problem "port $port" "$service listens, and is not ready" "codeb status tells why"
        elif [[ $service != gateway ]] && grep -qvE '^(127\.|\[::1\]|\[::ffff:127\.)' <<<"$listening"; then
            problem "port $port" "$service, which is private, listens on ${listening//$'\n'/ }" "Let it listen on loopback only (quarkus.http.host=127.0.0.1)"
        else
            fine "port $port" "$service is ready"
        fi
    done
}

doctor_versions() {
    local service version installed
    has_units || return 0
    installed=$(installed_version)
    for service in "${SERVICES[@]}"; do
        version=$(running_version "$service")
        [[ -z $version || $version == "$installed" ]] || warning "version of $service" "$version runs, $installed is installed" "systemctl restart codeb-$service"
    done
}

doctor_secrets() {
    local name value mode bad=0
    if [[ -d $CREDENTIALS ]]; then
        mode=$(stat -c '%a %U' "$CREDENTIALS")
        [[ $mode == "700 root" ]] || { bad=1 && problem "$CREDENTIALS" "it has mode and owner $mode" "chown root: $CREDENTIALS; chmod 0700 $CREDENTIALS"; }
    fi
    [[ $(stat -c %a "$SETTINGS_FILE") =~ [0-9][0-9]0$ ]] || { bad=1 && warning "$SETTINGS_FILE" "everybody on this machine can read it" "chmod o= $SETTINGS_FILE"; }
    while IFS='=' read -r name _; do
        [[ $name == codeb.*-file ]] || continue
        value=$(setting "$name")
        if [[ ! -s $value ]]; then
            bad=1
            problem "$name" "$value is missing or empty" "codeb setup makes it; a copy is in the backups"
        elif [[ $name != *known-hosts-file && $name != *ca-file && ! $(stat -c %a "$value") =~ 00$ ]]; then
            bad=1
            problem "$name" "others can read $value" "chmod 0600 $value"
        fi
    done <"$SETTINGS_FILE"
    ((bad > 0)) || fine secrets "all are there, and only their owners read them"
}

doctor_clock() {
    local synchronised
    synchronised=$(timedatectl show -P NTPSynchronized 2>/dev/null) || true
    case $synchronised in
    yes) fine clock "synchronised" ;;
    no) problem clock "not synchronised: certificates and keys are judged by it" "apt install systemd-timesyncd; timedatectl set-ntp true" ;;
    *) warning clock "nobody here can tell whether it is synchronised" "timedatectl needs systemd; compare it by hand: date -u" ;;
    esac
}

doctor_disks() {
    local path used available
    while read -r path used available; do
        if ((used >= 90)); then
            problem "disk $path" "$used % full, $available MB left" "Make room: docker system df; journalctl --disk-usage; ls -lS /var/log $BACKUP_FOLDER"
        elif ((used >= 80)); then
            warning "disk $path" "$used % full, $available MB left" "Make room before it is 90 %: docker system df"
        else
            fine "disk $path" "$used % full, $available MB left"
        fi
    done < <(for path in / /var /tmp "$(setting codeb.paths.root /opt/codeb)" /var/lib/docker /var/lib/postgresql /var/lib/redis; do
        [[ ! -d $path ]] || echo "$(df --output=target,pcent,avail -m "$path" | tail -n 1)" "$(df --output=ipcent "$path" | tail -n 1)"
    done | awk '!seen[$1]++ { u = $2 + 0; i = $4 + 0; print $1, (i > u ? i : u), $3 }')
}

doctor_docker() {
    local facts
    facts=$(timeout 20 "$(command -v bash)" -c 'read -ra words <<<"$1"; "${words[@]}" info --format "{{.ServerVersion}} {{.LiveRestoreEnabled}} {{.Driver}}"' _ "$(setting codeb.app.docker docker)" 2>"$SCRATCH/docker") || {
        problem Docker "it does not answer: $(tail -n 1 "$SCRATCH/docker")" "systemctl status docker; without it no application runs"
        return 0
    }
    fine Docker "version ${facts%% *}"
    if [[ $facts == *" true "* ]]; then
        fine "Docker live-restore" "applications go on while Docker is restarted or upgraded"
    else
        warning "Docker live-restore" "off: a restart or upgrade of Docker stops every application for a moment" "Put {\"live-restore\": true} into /etc/docker/daemon.json, then: systemctl reload docker"
    fi
}

doctor_postgres() {
    local answer
    answer=$(postgres_ask "$(setting codeb.storage.postgres.database postgres)" "SELECT current_setting('server_version') || ' ' || rolsuper || ' ' ||
        (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') * 100 / current_setting('max_connections')::int FROM pg_roles WHERE rolname = current_user" 2>"$SCRATCH/psql") || {
        problem PostgreSQL "it refuses the administrator's login: $(grep -m 1 . "$SCRATCH/psql")" "Is it running at $(postgres_host)? Does pg_hba.conf let $(setting codeb.storage.postgres.user codeb_admin) in? codeb setup --check looks closer"
        return 0
    }
    [[ $answer == *" true "* ]] || problem PostgreSQL "$(setting codeb.storage.postgres.user codeb_admin) is no superuser" "ALTER ROLE $(setting codeb.storage.postgres.user codeb_admin) SUPERUSER"
    if ((${answer##* } >= 80)); then
        warning PostgreSQL "${answer##* } % of its connections are in use" "Raise max_connections, or find who keeps so many: SELECT usename, count(*) FROM pg_stat_activity GROUP BY 1"
    else
        fine PostgreSQL "version ${answer%% *}, ${answer##* } % of its connections in use"
    fi
}

doctor_redis() {
    local answer databases most
    answer=$(as_redis 0 PING 2>&1) || true
    [[ $answer == PONG ]] || {
        problem Redis "it refuses the administrator: $answer" "Is it running at $(redis_host)? codeb setup --check looks closer"
        return 0
    }
    fine Redis "it answers"
    # Redis knows no other way to bring users back after its own restart.
    if [[ -n $(as_redis 0 CONFIG GET aclfile | sed -n 2p) ]]; then fine "Redis users" "kept in an ACL file"; else
        problem "Redis users" "no aclfile is configured: all users of projects are lost when Redis restarts" "Put 'aclfile /etc/redis/users.acl' into redis.conf and restart it (codeb setup does)"
    fi
    databases=$(as_redis 0 CONFIG GET databases | sed -n 2p)
    most=$(jq '[.used[]?] | max // 0' "$(setting codeb.paths.root /opt/codeb)/registry/redis-db.json" 2>/dev/null) || most=0
    if ((most >= databases)); then
        problem "Redis databases" "a project has number $most, and Redis has $databases databases" "Raise 'databases' in redis.conf above $most and restart it"
    elif (($(jq '[.used[]?] | length' "$(setting codeb.paths.root /opt/codeb)/registry/redis-db.json" 2>/dev/null || echo 0) * 10 >= databases * 9)); then
        warning "Redis databases" "nearly all $databases are in use" "Raise 'databases' in redis.conf (1024) and restart it"
    else
        fine "Redis databases" "$databases"
    fi
}

# What the services themselves see of the servers: SSH with their own key, pdnsutil, Caddy.
doctor_servers() {
    local host part status says
    { json_or '{}' ask_service provisioner /hosts/health && json_or '{}' ask_service deployer /hosts/health; } | jq -s 'reduce .[] as $one ({}; . * $one)' >"$SCRATCH/hosts"
    [[ $(<"$SCRATCH/hosts") != '{}' ]] || problem servers "neither provisioner nor deployer can tell, as they do not answer" "codeb logs provisioner"
    while IFS=$'\t' read -r host part status says; do
        if [[ $status != up ]]; then
            case $part in
            ssh) problem "$host $part" "$says" "Try it by hand: ssh -i $(setting "codeb.$host.ssh.key-file") -p $(setting "codeb.$host.ssh.port" 22) $(setting "codeb.$host.ssh.user" root)@$(setting "codeb.$host.ssh.host" 127.0.0.1); a changed host key is told there, too" ;;
            dns) problem "$host $part" "$says" "systemctl status pdns; does the zone exist? pdnsutil list-zone $(setting codeb.base-domain)" ;;
            caddy) problem "$host $part" "$says" "systemctl status caddy; journalctl -u caddy" ;;
            *) problem "$host $part" "$says" "systemctl status it on that host" ;;
            esac
        elif [[ -n $says ]]; then
            warning "$host $part" "$says" "Nothing is broken by it today"
        else
            fine "$host $part" "up"
        fi
    done < <(jq -r 'to_entries[] | .key as $host | .value | to_entries[] | [$host, .key, .value.status, (.value.error // .value.warning // (if .key == "caddy" then .value.version else "" end) // "")] | @tsv' "$SCRATCH/hosts")
}

doctor_caddyfile() {
    local file sites
    file=$(setting codeb.paths.caddyfile /etc/caddy/Caddyfile) sites=$(setting codeb.paths.sites /etc/caddy/sites)
    if [[ ! -r $file ]]; then
        problem Caddyfile "$file cannot be read" "codeb setup writes it"
    elif ! grep -qE "^[[:space:]]*import[[:space:]]+$sites/" "$file"; then
        problem Caddyfile "$file does not import $sites/*.caddy, so no project is served after Caddy's next start" "Add the line: import $sites/*.caddy"
    elif ! grep -q on_demand_tls "$file"; then
        warning Caddyfile "$file has no on_demand_tls, so previews get no certificate" "docs/operations.md shows the lines"
    else
        fine Caddyfile "it imports $sites"
    fi
}

gateway_name() {
    local url
    url=$(setting codeb.gateway.public-url "https://api.$(setting codeb.base-domain)")
    url=${url#*://}
    printf '%s' "${url%%[:/]*}"
}

doctor_name() {
    local name address found
    name=$(gateway_name) address=$(setting codeb.app.address)
    found=$(dig +short +time=3 +tries=2 "$name" A 2>/dev/null | grep -E '^[0-9.]+$' | tr '\n' ' ') || true
    if [[ " $found" == *" $address "* ]]; then
        fine "DNS of $name" "$address"
    elif [[ -z $found ]]; then
        problem "DNS of $name" "this machine's resolver finds no address" "Is $(setting codeb.base-domain) delegated to PowerDNS here, and is there a record api? dig +trace $name"
    else
        problem "DNS of $name" "it leads to ${found% }, not to $address" "Correct the record, or codeb.app.address in $SETTINGS_FILE"
    fi
}

doctor_certificate() {
    local name end days where
    name=$(gateway_name) where=$(setting codeb.app.caddy.address 127.0.0.1):$(setting codeb.app.caddy.https-port 443)
    end=$(timeout 10 openssl s_client -connect "$where" -servername "$name" </dev/null 2>/dev/null | openssl x509 -noout -enddate 2>/dev/null | cut -d= -f2) || true
    if [[ -z $end ]]; then
        problem "certificate of $name" "Caddy at $where has none" "journalctl -u caddy tells why; the name's DNS has to lead here, and ports 80 and 443 have to be open"
        return 0
    fi
    days=$((($(date -d "$end" +%s) - $(date +%s)) / 86400))
    # Caddy renews when a third of the time is left; local ones live for hours.
    if (($(date -d "$end" +%s) <= $(date +%s))); then
        problem "certificate of $name" "it ended on $end" "journalctl -u caddy tells why it was not renewed"
    elif ((days < 14 && days > 1)); then
        warning "certificate of $name" "it ends in $days days and is not renewed yet" "journalctl -u caddy tells why"
    else
        fine "certificate of $name" "good until $end"
    fi
}

doctor_dns_server() {
    local server
    server=$(setting codeb.storage.dns.server "$(setting codeb.storage.host)")
    local words=("@${server%:*}")
    [[ $server != *:* ]] || words+=(-p "${server##*:}")
    if [[ -n $(dig +short +time=3 +tries=2 "${words[@]}" "$(setting codeb.base-domain)" SOA 2>/dev/null | grep -v '^;') ]]; then
        fine PowerDNS "it answers for $(setting codeb.base-domain)"
    else
        problem PowerDNS "$server does not answer for the zone $(setting codeb.base-domain)" "systemctl status pdns; pdnsutil list-zone $(setting codeb.base-domain)"
    fi
}

doctor_registry_files() {
    local damaged
    damaged=$(ask_service registry /files 2>/dev/null | jq -r '.[] | select(.state != "ok") | "\(.file) is \(.state)"') || {
        problem "registry files" "the registry does not answer" "codeb logs registry"
        return 0
    }
    if [[ -z $damaged ]]; then fine "registry files" "all can be read"; else problem "registry files" "${damaged//$'\n'/, }" "codeb restore-registry"; fi
}

doctor_operations() {
    local old
    old=$(open_operations 2>/dev/null | jq -r '.[] | select((.since | sub("\\.[0-9]+"; "") | fromdateiso8601) < now - 1800) | "\(.kind) of \(.project) (\(.environment)) since \(.since), \(.id)"') || return 0
    if [[ -z $old ]]; then fine operations "none lasts longer than half an hour"; else
        warning operations "these last long: ${old//$'\n'/; }" "They wait for a server that is away, most often: see the lines above"
    fi
}

doctor_backups() {
    local newest
    [[ -s $BACKUP_KEY ]] || {
        warning backups "there is no key for backups, so there is none" "codeb backup key; then systemctl enable --now codeb-backup.timer"
        return 0
    }
    newest=$(find "$BACKUP_FOLDER" -maxdepth 1 -name 'codeb-*.backup' -type f -printf '%T@ %p\n' 2>/dev/null | sort -rn | sed -n 1p)
    if [[ -z $newest ]]; then
        warning backups "$BACKUP_FOLDER has none" "codeb backup --nightly; systemctl enable --now codeb-backup.timer"
    elif ((${newest%%.*} < $(date +%s) - 172800)); then
        warning backups "the newest is ${newest#* }, older than two days" "journalctl -u codeb-backup tells why"
    else
        fine backups "${newest#* }"
    fi
}

doctor_reboot() {
    if [[ -e /var/run/reboot-required ]]; then
        warning reboot "Debian asks for one" "codeb drain, then reboot"
    fi
}
