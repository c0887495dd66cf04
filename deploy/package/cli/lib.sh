# What the commands share: words for a person, settings, the services.
# shellcheck shell=bash

CODEB_ETC=${CODEB_ETC:-/etc/codeb}
SETTINGS_FILE=$CODEB_ETC/codeb.properties
CREDENTIALS=$CODEB_ETC/credentials
SERVICES=(registry provisioner deployer gateway)
JSON=no

say() { printf 'codeb: %s\n' "$*" >&2; }
warn() { printf 'codeb: %s\n' "$*" >&2; }

# die SENTENCE [STATUS]
die() {
    warn "$1"
    exit "${2:-1}"
}

# wrong_words SENTENCE: what the caller typed cannot be done.
wrong_words() { die "$1" 2; }

need_root() { [[ $(id -u) == 0 ]] || die "codeb $COMMAND has to be run as root, for example with sudo."; }

need_settings() {
    [[ -r $SETTINGS_FILE ]] || die "There is no $SETTINGS_FILE that can be read: CodeB is not set up on this machine. Run as root: codeb setup"
}

# setting NAME [DEFAULT]: its value in the settings file, with the places of credentials filled in. Defaults are the caller's.
setting() {
    local line value=${2-}
    [[ -r $SETTINGS_FILE ]] || { printf '%s' "$value"; return; }
    while IFS= read -r line; do
        [[ ${line%%=*} == "$1" ]] || continue
        value=${line#*=}
        value=${value//'${CREDENTIALS_DIRECTORY}'/$CREDENTIALS}
    done <"$SETTINGS_FILE"
    printf '%s' "$value"
}

port_of_service() {
    case $1 in
    gateway) setting codeb.gateway.port 9101 ;;
    registry) setting codeb.registry.port 9102 ;;
    provisioner) setting codeb.provisioner.port 9103 ;;
    deployer) setting codeb.deployer.port 9104 ;;
    esac
}

service_url() {
    case $1 in
    gateway) printf 'http://%s:%s' "$(setting codeb.gateway.host 127.0.0.1)" "$(port_of_service gateway)" ;;
    *) setting "codeb.$1.url" "http://127.0.0.1:$(port_of_service "$1")" ;;
    esac
}

internal_header() { printf 'X-CodeB-Internal: %s\n' "$(<"$(setting codeb.internal.credential-file)")"; }

# ask_service SERVICE PATH [CURL-OPTION...]: the body of the answer; fails when it is not 2xx. The credential is never an argument.
ask_service() {
    local service=$1 path=$2
    shift 2
    internal_header | curl -sS --fail-with-body --max-time "${ASK_SECONDS:-20}" -H @- "$@" "$(service_url "$service")$path"
}

# put FILE [MODE]: standard input becomes the file, whole or not at all; it was never there with other rights.
put() {
    local new=$1.new.$$
    (umask 077 && cat >"$new") || { rm -f "$new"; return 1; }
    chmod "${2:-0644}" "$new" && mv -fT "$new" "$1"
}

# wait_until SECONDS COMMAND...
wait_until() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < deadline)) || return 1
        sleep 0.2
    done
}

service_is_ready() { curl -sf -o /dev/null --max-time 5 "$(service_url "$1")/q/health/ready"; }

# A sandbox's services are no units: there, CODEB_SERVICE_COMMAND names a program that takes `stop SERVICE` and `start SERVICE`.
has_units() { [[ -z ${CODEB_SERVICE_COMMAND:-} ]]; }

# services_get_ready: waits for all four; SERVICE_AWAY is the first that does not in two minutes.
services_get_ready() {
    for SERVICE_AWAY in "${SERVICES[@]}"; do wait_until 120 service_is_ready "$SERVICE_AWAY" || return 1; done
}

# control_services stop|start|restart SERVICE...
control_services() {
    local service action=$1
    shift
    if has_units; then
        systemctl "$action" "${@/#/codeb-}"
    else
        for service in "$@"; do "$CODEB_SERVICE_COMMAND" "$action" "$service"; done
    fi
}

# installed_version [SERVICE]: what is installed; with a service, what its process runs from, if that can be seen.
installed_version() {
    local version=
    [[ ! -r $CLI/../VERSION ]] || version=$(<"$CLI/../VERSION")
    [[ -n $version ]] || version=$(curl -sf --max-time 5 "$(service_url gateway)/api" | jq -r '.version // empty') || true
    printf '%s' "$version"
}

running_version() {
    local pid folder
    has_units && pid=$(systemctl show -P MainPID "codeb-$1.service" 2>/dev/null) && [[ $pid =~ ^[1-9] ]] || return 0
    folder=$(readlink "/proc/$pid/exe") || return 0
    [[ $folder == */runtime/bin/java ]] || return 0
    cat "${folder%/runtime/bin/java}/VERSION" 2>/dev/null || true
}

# The sentence out of a service's refusal.
reason() { jq -r '.error // .message // empty' <<<"$1" 2>/dev/null || true; }

# only_json WORDS...: what follows a command that knows no other option.
only_json() {
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        *) wrong_words "codeb $COMMAND does not know '$1'. See: codeb $COMMAND --help" ;;
        esac
        shift
    done
}

# json_or DEFAULT COMMAND...: what the command prints, if that is JSON; else the default. It never fails.
json_or() {
    local default=$1 out
    shift
    if out=$("$@" 2>/dev/null) && jq -e 'type != "null"' >/dev/null 2>&1 <<<"$out"; then printf '%s' "$out"; else printf '%s' "$default"; fi
}

# at_exit COMMAND...: runs when this program ends, however it ends.
AT_EXIT=()
at_exit() {
    AT_EXIT=("$(printf '%q ' "$@")" "${AT_EXIT[@]}")
    trap run_at_exit EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
}

run_at_exit() {
    local status=$? line
    trap - ERR
    for line in "${AT_EXIT[@]}"; do eval "$line" || true; done
    exit "$status"
}

# scratch: sets SCRATCH, a folder that only this user reads, gone when this program ends. Not in /tmp, which may be memory.
# One that a killed process left behind goes with the next.
scratch() {
    local left pid
    for left in "${CODEB_SCRATCH:-/var/tmp}"/codeb-*.*.??????; do
        pid=${left%.*}
        pid=${pid##*.}
        [[ ! $pid =~ ^[0-9]+$ || ! -O $left || -e /proc/$pid ]] || rm -rf -- "$left"
    done
    SCRATCH=$(mktemp -d "${CODEB_SCRATCH:-/var/tmp}/codeb-$COMMAND.$$.XXXXXX") || die "There is no room for a folder in ${CODEB_SCRATCH:-/var/tmp}. Make room, or name another place: CODEB_SCRATCH=DIR."
    at_exit rm -rf -- "$SCRATCH"
}

# one_at_a_time: of the commands that change or copy the whole of this CodeB. The lock ends with the process.
one_at_a_time() {
    exec 7<"$CODEB_ETC"
    flock -n 7 || die "Another codeb backup or restore is at work here. Wait until it has ended."
}

# The projects' environments, one "project environment" a line.
environments() { ask_service registry /projects | jq -r '.[] | .name as $name | .environments | keys[] | "\($name) \(.)"'; }

# Operations that have not ended, newest first, as JSON.
open_operations() {
    ask_service registry '/operations?limit=1000' | jq -c '[.[] | select(.state == "pending" or .state == "running")
        | {id, kind, project, environment, state, since: (.startedAt // .createdAt), by, step: ([.steps[]? | select(.status == "running") | .name] | last)}]'
}
