# The floor: what a shell script needs for the same work over one SSH connection that is already open.
# shellcheck shell=bash disable=SC2154

FLOOR_SOCKET=$BENCH_WORK/ssh
FLOOR_PORT=4090

setting() { sed -n "s/^codeb\.$1=//p" "$CODEB_SETTINGS"; }

# floor_ssh app|storage: a script from stdin, over the open connection. The first call opens it.
floor_ssh() {
    local host=$1
    shift
    ssh -o ControlMaster=auto -o "ControlPath=$FLOOR_SOCKET-$host" -o ControlPersist=300 -o BatchMode=yes \
        -o "UserKnownHostsFile=$(setting "$host.ssh.known-hosts-file")" -i "$(setting "$host.ssh.key-file")" \
        -p "$(setting "$host.ssh.port")" "$(setting "$host.ssh.user")@$(setting "$host.ssh.host")" "$@"
}

floor_open() {
    floor_ssh app true
    floor_ssh storage true
    FLOOR_DOCKER=$(setting app.docker)
}

floor_tidy() {
    local host
    for host in app storage; do
        [[ ! -S $FLOOR_SOCKET-$host ]] || ssh -o "ControlPath=$FLOOR_SOCKET-$host" -O exit - 2>/dev/null || true
    done
    docker ps -aq --filter label=codeb.bench | xargs -r docker rm -f >/dev/null 2>&1 || true
}

# floor_run IMAGE NAME PORT: the words that start a container as CodeB does.
floor_run() {
    printf '%s run -d --name %s --label codeb.bench=1 --restart always --memory 512m --cpus 1 --pids-limit 512 ' \
        "$FLOOR_DOCKER" "$2"
    printf -- '--security-opt no-new-privileges --log-opt max-size=10m --log-opt max-file=3 -p 127.0.0.1:%s:3000 %s' "$3" "$1"
}

# floor_deploy IMAGE NUMBER: pull, run, health, switch; the container before is stopped behind the answer.
floor_deploy() {
    local port=$((FLOOR_PORT + $2 % 2))
    floor_ssh app sh -s >/dev/null <<EOF
set -e
$FLOOR_DOCKER pull -q $1
$(floor_run "$1" "bench-floor-$2" "$port")
until curl -sf -o /dev/null http://127.0.0.1:$port/health; do sleep 0.02; done
ln -s $port $BENCH_WORK/live.new && mv -T $BENCH_WORK/live.new $BENCH_WORK/live
$FLOOR_DOCKER rm -f bench-floor-$(($2 - 1)) >/dev/null 2>&1 </dev/null &
EOF
}

# floor_switch HOST PORT: health, switch, and one request through Caddy.
floor_switch() {
    floor_ssh app sh -s >/dev/null <<EOF
set -e
curl -sf -o /dev/null http://127.0.0.1:$2/health
ln -s $2 $BENCH_WORK/live.new && mv -T $BENCH_WORK/live.new $BENCH_WORK/live
curl -sf -o /dev/null --cacert $CODEB_CA --connect-to ::$CODEB_APP_HOST:$CODEB_HTTPS_PORT https://$1/health
EOF
}

# floor_crash IMAGE NUMBER: pull, run, and wait for its end.
floor_crash() {
    floor_ssh app sh -s >/dev/null <<EOF
$FLOOR_DOCKER pull -q $1
$FLOOR_DOCKER run -d --name bench-crash-$2 --label codeb.bench=1 $1
$FLOOR_DOCKER wait bench-crash-$2
EOF
}

# floor_init NAME: a database and its user, a record, a site, and a reload of Caddy.
floor_init() {
    psql "$CODEB_PG_ADMIN_URL" -Xq -c "CREATE ROLE $1 LOGIN PASSWORD 'bench'" -c "CREATE DATABASE $1 OWNER $1" \
        -c "REVOKE ALL ON DATABASE $1 FROM PUBLIC"
    floor_ssh storage "$(setting storage.dns.pdnsutil)" replace-rrset "$CODEB_BASE_DOMAIN" "$1" A 300 "$CODEB_APP_HOST"
    floor_ssh app sh -s 2>/dev/null <<EOF
printf '%s {\n\trespond "floor"\n}\n' "$1.$CODEB_BASE_DOMAIN" >$CODEB_SITES/$1.caddy
caddy validate --adapter caddyfile --config $(setting paths.caddyfile)
caddy reload --adapter caddyfile --config $(setting paths.caddyfile)
until curl -sf -o /dev/null --cacert $CODEB_CA --connect-to ::$CODEB_APP_HOST:$CODEB_HTTPS_PORT https://$1.$CODEB_BASE_DOMAIN/; do sleep 0.02; done
EOF
}

floor_forget_init() {
    rm -f "$CODEB_SITES/$1.caddy"
    psql "$CODEB_PG_ADMIN_URL" -Xq -c "DROP DATABASE IF EXISTS $1" -c "DROP ROLE IF EXISTS $1"
    floor_ssh storage "$(setting storage.dns.pdnsutil)" delete-rrset "$CODEB_BASE_DOMAIN" "$1" A
}
