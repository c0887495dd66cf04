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
