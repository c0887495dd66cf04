#!/usr/bin/env bash
# In the machine: one part of the life of an installed CodeB, by the commands of the docs. try-installed.sh WHAT ADDRESS [WORD]
set -Eeuo pipefail
trap 'printf "try: stopped in line %s: %s\n" "$LINENO" "${BASH_COMMAND%%$'"'\n'"'*}" >&2' ERR
shopt -s inherit_errexit nullglob
export DEBIAN_FRONTEND=noninteractive LANG=C.UTF-8
HERE=/root/try
WHAT=$1 ADDRESS=$2 OTHER=${3-}
DOMAIN=apps.test
IMAGES=127.0.0.1:9300
PRIVATE_IMAGES=127.0.0.1:9301
CA=/var/lib/codeb/caddy-root.crt

say() { printf '  %s\n' "$*"; }
die() { printf 'try: %s\n' "$*" >&2; exit 1; }
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do ((SECONDS < deadline)) || return 1; sleep 0.3; done
}

install_package() {
    apt-get -qq update
    apt-get -y -qq -o Dpkg::Use-Pty=0 install "$HERE/codeb_$1.deb" >$HERE/apt.log 2>&1 || { tail -n 20 $HERE/apt.log; die "The package cannot be installed."; }
}

install_and_setup() {
    # The version before comes first; this one is an upgrade.
    install_package 0.9.0
    ! systemctl is-active --quiet codeb-registry || die "Installing started something."
    ! codeb setup --check 2>$HERE/check.log || die "A machine that is not set up was called so."
    answers >$HERE/answers
    codeb setup --from $HERE/answers --dry-run 2>$HERE/dry-run.log
    [[ ! -e /etc/codeb && ! -e /opt/codeb/registry ]] || die "A dry run changed something."
    grep -q 'installs with apt' $HERE/dry-run.log || die "The dry run does not tell what it would install."
    codeb setup --from $HERE/answers >$HERE/setup.out
    keep_owner_key
    # A line of one's own, which setup leaves: the load below is more than a key may make.
    printf '%s\n' codeb.gateway.rate-limit=60000 codeb.gateway.team-rate-limit=60000 >>/etc/codeb/codeb.properties
    systemctl restart codeb-gateway
    codeb setup --check || die "What was set up is not as it should be."
    codeb setup --from $HERE/answers --no-proof >$HERE/again.out 2>$HERE/again.log || { cat $HERE/again.log; die "Setup cannot be run again."; }
    ! grep -q change $HERE/again.log || die "Run again, setup changes something: $(grep change $HERE/again.log)"
    security
    serve_images
    deploy_first
    login_to_images
}

keep_owner_key() {
    grep -oE 'codeb_[A-Za-z0-9_]+_owner_[A-Za-z0-9]+' $HERE/setup.out | head -n 1 >$HERE/key
    [[ -s $HERE/key ]] || die "Setup told no owner key: $(cat $HERE/setup.out)"
}

# docs/two-servers.md, its three steps.
key_of_the_app_server() {
    install_package 1.0.0
    codeb setup key >$HERE/app-key
    [[ $(codeb setup key) == "$(<$HERE/app-key)" ]] || die "The App Server's key is another one each time."
}

storage_server() {
    install_package 1.0.0
    printf '%s\n' "base-domain=$DOMAIN" "address=$ADDRESS" "app-address=$OTHER" "app-key=$(<$HERE/app-key)" >$HERE/answers
    codeb setup storage --from $HERE/answers --dry-run 2>$HERE/dry-run.log
    [[ ! -e /etc/codeb/storage-join ]] || die "A dry run changed something."
    codeb setup storage --from $HERE/answers
    codeb setup storage --check || die "What was set up is not as it should be."
    ! services_are_up || die "Services of CodeB's run on the Storage Server."
}

app_server() {
    printf '%s\n' "base-domain=$DOMAIN" "address=$ADDRESS" "storage=$OTHER" certificates=internal team=team_try "image-registries=$IMAGES" >$HERE/answers
    codeb setup --from $HERE/answers >$HERE/setup.out
    keep_owner_key
    codeb setup --check || die "What was set up is not as it should be."
    ! systemctl is-active --quiet postgresql redis-server pdns || die "The App Server runs servers of the Storage Server's."
    serve_images
    deploy_first
    [[ $(dig +short "@$OTHER" "shop.$DOMAIN") == "$ADDRESS" ]] || die "The name shop.$DOMAIN does not lead to the App Server."
}

answers() {
    printf '%s\n' "base-domain=$DOMAIN" "address=$ADDRESS" storage=here certificates=internal team=team_try "image-registries=$IMAGES"
}

# What systemd says of each service's rights: 2.5 at most.
security() {
    local service exposure
    for service in registry provisioner deployer gateway; do
        exposure=$(systemd-analyze security "codeb-$service" --no-pager | sed -n 's/.*Overall exposure level for .*: \([0-9.]*\) .*/\1/p')
        say "codeb-$service: exposure $exposure, user $(ps -o user= -p "$(systemctl show -p MainPID --value "codeb-$service")")"
        awk -v e="$exposure" 'BEGIN { exit !(e > 0 && e <= 2.5) }' || die "codeb-$service may too much: systemd-analyze security says $exposure."
    done
}

# An image registry of files: two versions of a tiny application that tells which it is, at each boot.
serve_images() {
    local version
    # As setup makes its own.
    # shellcheck disable=SC2034
    CREDENTIALS=/etc/codeb/credentials
    # shellcheck source=/dev/null
    source /usr/lib/codeb/current/cli/setup/proof.sh
    rm -rf /srv/images/v2 /srv/made
    mkdir -p /srv/images/v2/try /srv/made
    for version in v1 v2; do
        rm -rf "/srv/made/$version"
        mkdir "/srv/made/$version"
        PAGE=$version make_proof_image "/srv/made/$version"
        cp -r "/srv/made/$version/www/v2/codeb/proof" "/srv/images/v2/try/$version"
        mv "/srv/images/v2/try/$version/manifests/1" "/srv/images/v2/try/$version/manifests/latest"
    done
    cat >/srv/images/Caddyfile <<END
{
	admin off
	auto_https off
}
(images) {
	bind 127.0.0.1
	root * /srv/images
	header /v2/try/*/manifests/* Content-Type application/vnd.docker.distribution.manifest.v2+json
	respond /v2/ 200
	file_server
}
http://$IMAGES {
	import images
}
http://$PRIVATE_IMAGES {
	basicauth {
		acme $(caddy hash-password --plaintext only-here)
	}
	import images
}
END
    cat >/etc/systemd/system/images.service <<'END'
[Service]
ExecStart=caddy run --config /srv/images/Caddyfile --adapter caddyfile
Environment=HOME=/srv/images
[Install]
WantedBy=multi-user.target
END
    systemctl daemon-reload
    systemctl enable -q --now images
    wait_until 20 curl -sf -o /dev/null "http://$IMAGES/v2/" || die "The images are not served."
}

call() {
    printf 'X-API-Key: %s\n' "$(<$HERE/key)" | curl -sS --max-time 200 --cacert $CA --connect-to "::127.0.0.1:443" -H @- -H 'Content-Type: application/json' \
        -d "{\"tool\":\"$1\",\"params\":$2}" "https://api.$DOMAIN/api/tool"
}
tool() {
    local answer
    answer=$(call "$@") || die "$1: no answer."
    jq -e .success <<<"$answer" >/dev/null 2>&1 || die "$1 failed: $(jq -c '{code, error}' <<<"$answer" 2>/dev/null || head -c 300 <<<"$answer")"
    printf '%s' "$answer"
}
page() { curl -sS --max-time 10 --cacert $CA --connect-to "::127.0.0.1:443" "https://shop.$DOMAIN/" 2>/dev/null; }
page_is() { [[ $(page) == "$1" ]]; }

deploy_first() {
    tool workflow_init '{"projectName":"shop","type":"docker","database":true,"redis":true}' >/dev/null
    tool deploy_project "{\"projectName\":\"shop\",\"image\":\"$IMAGES/try/v1:latest\"}" >/dev/null
    tool slot_promote '{"projectName":"shop"}' >/dev/null
    wait_until 20 page_is v1 || die "The application does not answer: $(page)"
    say "shop answers: $(page)"
    shop_database "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here')"
    [[ $(shop_redis SET kept "still here") == OK ]] || die "The application's Redis does not take a key."
}

# docs/install.md, "Images that need a login".
login_to_images() {
    install -m 0400 -o codeb -g codeb /dev/stdin /etc/codeb/private-token <<<only-here
    cat >>/etc/codeb/codeb.properties <<END
codeb.image-registries."${PRIVATE_IMAGES/:/\\:}".username=acme
codeb.image-registries."${PRIVATE_IMAGES/:/\\:}".teams=team_try
codeb.image-registries."${PRIVATE_IMAGES/:/\\:}".password-file=/etc/codeb/private-token
END
    systemctl restart codeb-deployer
    tool deploy_project "{\"projectName\":\"shop\",\"image\":\"$PRIVATE_IMAGES/try/v2:latest\"}" >/dev/null
    tool slot_promote '{"projectName":"shop"}' >/dev/null
    wait_until 20 page_is v2 || die "The version from the private registry does not answer: $(page)"
    tool rollback '{"projectName":"shop"}' >/dev/null
    wait_until 20 page_is v1 || die "The rollback does not reach visitors: $(page)"
}

# As the application would, by the URL of its env file.
shop_database() {
    local url
    url=$(shop_variable DATABASE_URL)
    (cd / && PGCONNECT_TIMEOUT=5 psql -X -q -A -t -v ON_ERROR_STOP=1 "$url" <<<"$1")
}
shop_redis() { redis-cli --no-auth-warning -u "$(shop_variable REDIS_URL)" "$@"; }
shop_variable() { sed -n "s/^$1=//p" /opt/codeb/env/shop/.env | tr -d "\"'"; }

services_are_up() {
    local service
    for service in registry provisioner deployer gateway; do systemctl is-active --quiet "codeb-$service" || return 1; done
}

after_the_reboot() {
    wait_until 60 services_are_up || die "Not all services run after the boot: $(systemctl --no-pager list-units 'codeb-*')"
    wait_until 60 page_is v1 || die "The application is not back after the boot: $(page)"
    [[ $(shop_database 'SELECT word FROM kept') == "still here" ]] || die "The application's database is not back."
    tool deploy_project "{\"projectName\":\"shop\",\"image\":\"$IMAGES/try/v2:latest\"}" >/dev/null
    tool slot_promote '{"projectName":"shop"}' >/dev/null
    page_is v2 || die "After the boot a deploy does not reach visitors: $(page)"
    idle
}

after_another_reboot() {
    wait_until 60 services_are_up || die "Not all services run after the boot: $(systemctl --no-pager list-units 'codeb-*')"
    wait_until 60 page_is v2 || die "The application is not back after the boot: $(page)"
    tool rollback '{"projectName":"shop"}' >/dev/null
    page_is v1 || die "After the boot a rollback does not reach visitors: $(page)"
}

# What an idle CodeB costs: memory of the four together, and what they compute in ten seconds.
idle() {
    local service pid pids=() memory=0 before after
    # A service gives memory back after half a minute in which little happened, at the latest.
    sleep 35
    for service in registry provisioner deployer gateway; do
        pid=$(systemctl show -p MainPID --value "codeb-$service")
        pids+=("$pid")
        memory=$((memory + $(awk '/^Pss:/ { print $2 }' "/proc/$pid/smaps_rollup")))
    done
    before=$(ticks "${pids[@]}")
    sleep 10
    after=$(ticks "${pids[@]}")
    say "idle: $((memory / 1024)) MiB together, $((after - before)) hundredths of a second of CPU in 10 s"
    ((memory / 1024 <= 400)) || say "NOTE: more than 400 MiB"
}
ticks() { local pid sum=0; for pid in "$@"; do sum=$((sum + $(awk '{ print $14 + $15 }' "/proc/$pid/stat"))); done; echo "$sum"; }

# Callers of the gateway through Caddy, visitors, and one who deploys all the time, while packages are exchanged.
under_load() {
    local n
    rm -f $HERE/load-*
    touch $HERE/load-on
    for n in 1 2; do (while [[ -e $HERE/load-on ]]; do answered "$(call slot_status '{"projectName":"shop"}' 2>&1)" calls; sleep 0.2; done) & done
    (while [[ -e $HERE/load-on ]]; do answered "$(deployed 2>&1)" deploys; done) &
    for n in 1 2; do (while [[ -e $HERE/load-on ]]; do if [[ $(page) == v2 ]]; then echo well; else echo lost; fi >>$HERE/load-visitors; sleep 0.1; done) & done
    sleep 2
}

# One deploy, to its end: a gateway that is replaced answers that the deploy is running, and the next one is asked how it ended.
deployed() {
    local answer n
    answer=$(call deploy_project "{\"projectName\":\"shop\",\"image\":\"$IMAGES/try/v1:latest\"}")
    for n in 1 2 3; do
        [[ $(jq -r .state <<<"$answer") == running ]] || break
        answer=$(call operation_get "{\"operationId\":$(jq .operationId <<<"$answer"),\"waitSeconds\":50}")
    done
    jq 'if .state == "failed" or .state == "running" then .success = false else . end' <<<"$answer"
}

answered() { if jq -e .success <<<"$1" >/dev/null 2>&1; then echo well; else printf 'lost %s %s\n' "$(date +%T)" "$(head -c 300 <<<"$1" | tr '\n' ' ')"; fi >>"$HERE/load-$2"; }

load_ends() {
    local kind lost
    sleep 2
    rm $HERE/load-on
    wait
    for kind in calls deploys visitors; do
        lost=$(grep -c lost $HERE/load-$kind || true)
        say "$1: $(grep -c well $HERE/load-$kind) $kind well, $lost lost"
        ((lost == 0)) || die "$1: $lost $kind were lost, the first: $(grep -m 1 lost $HERE/load-$kind)"
        grep -q well $HERE/load-$kind || die "$1: no $kind at all"
    done
}

change_to() { apt-get -y -qq -o Dpkg::Use-Pty=0 --allow-downgrades install "$HERE/codeb_$1.deb" >$HERE/apt.log 2>&1; }

runs_version() { [[ $(readlink /usr/lib/codeb/current) == versions/$1-* && $(readlink "/proc/$(systemctl show -p MainPID --value codeb-gateway)/cwd") == */versions/$1-*/gateway ]]; }

upgrade() {
    under_load
    change_to 1.0.0 || { cat $HERE/apt.log; die "The upgrade failed."; }
    load_ends "upgrade"
    runs_version 1.0.0 || die "After the upgrade another version runs."
}

# A version that does not start, and back to the one before.
other_ways() {
    under_load
    ! change_to 1.0.1~broken || die "apt took a version that does not start."
    load_ends "broken upgrade"
    runs_version 1.0.0 || die "After a broken upgrade the version before does not run."
    grep -q 'is put back' $HERE/apt.log || die "apt does not tell that the version before is put back: $(tail -n 5 $HERE/apt.log)"
    under_load
    change_to 0.9.0 || { cat $HERE/apt.log; die "The downgrade failed."; }
    load_ends "downgrade"
    runs_version 0.9.0 || die "After the downgrade another version runs."
    change_to 1.0.0 || { cat $HERE/apt.log; die "The upgrade failed."; }
    services_are_up
}

backup() {
    codeb status || die "codeb status says that something is wrong."
    # A machine in a container keeps no time of its own, and nobody delegated its domain: nothing else may be wrong.
    codeb doctor >$HERE/doctor || true
    ! grep '^problem' $HERE/doctor | grep -vE '^problem  (clock|DNS of)' || die "codeb doctor finds a problem on a machine that is well."
    commands
    codeb backup --with-databases $HERE/codeb.backup
    codeb backup key >$HERE/backup.key
    codeb backup verify $HERE/codeb.backup --key $HERE/backup.key
}

# What else a person may type, each as its help says.
commands() {
    local key
    codeb --help | grep '^  doctor ' >/dev/null || die "codeb --help does not tell of doctor."
    codeb audit verify || die "The audit is called changed."
    codeb restore-registry --list >/dev/null || die "The registry's versions are not listed."
    codeb logs gateway --lines 5 | grep . >/dev/null || die "codeb logs shows nothing of the gateway."
    key=$(codeb key create --team team_other --name alice 2>/dev/null)
    [[ $key == codeb_team_other_owner_* ]] || die "codeb key create makes no key."
    ! codeb key create --team team_other --name bob 2>$HERE/refused || die "A team got a second owner at this door."
    codeb drain --seconds 60 || die "An idle CodeB cannot be drained."
    ! curl -s -o /dev/null --max-time 2 http://127.0.0.1:9101/q/health/live || die "A drained gateway takes calls."
    codeb drain --end
    [[ $(codeb nonsense 2>&1) == *"codeb --help"* ]] || die "A wrong command is not told where the right ones are."
}

restore() {
    install_package 1.0.0
    apt-get -y -qq install --no-install-recommends caddy >>$HERE/apt.log 2>&1
    serve_images
    head -c 1000 $HERE/codeb.backup >$HERE/half.backup
    ! codeb restore $HERE/half.backup --key $HERE/backup.key --address "$ADDRESS" 2>/dev/null || die "Half a backup was restored."
    [[ ! -e /opt/codeb/registry/ssot.json ]] || die "Half a backup left something."
    codeb restore $HERE/codeb.backup --key $HERE/backup.key --address "$ADDRESS"
    wait_until 60 page_is v2 || die "The application is not back on the second machine: $(page)"
    [[ $(shop_database 'SELECT word FROM kept') == "still here" ]] || die "The application's data is not back."
    [[ $(shop_redis GET kept) == "still here" ]] || die "The application's Redis key is not back."
    [[ $(dig +short "@$ADDRESS" "shop.$DOMAIN") == "$ADDRESS" ]] || die "The name shop.$DOMAIN does not lead to this machine."
    codeb status
    # The keys of before are good here, and so is the version that waited beside.
    tool slot_promote '{"projectName":"shop"}' >/dev/null
    wait_until 20 page_is v1 || die "After a restore a promote does not reach visitors: $(page)"
    tool deploy_project "{\"projectName\":\"shop\",\"image\":\"$PRIVATE_IMAGES/try/v2:latest\"}" >/dev/null
}

purge() {
    apt-get -y -qq -o Dpkg::Use-Pty=0 purge codeb >$HERE/apt.log 2>&1 || { tail -n 20 $HERE/apt.log; die "The package cannot be removed."; }
    page_is v1 || die "Removing the package stopped the application."
    [[ -d /opt/codeb/registry && -d /etc/codeb ]] || die "Removing the package removed what CodeB knows, and nobody said so."
    [[ -z $(find /usr/lib/codeb /usr/lib/systemd/system -name 'codeb*' 2>/dev/null) ]] || die "Something of the package is left."
}

"$WHAT"
