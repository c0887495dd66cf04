# What setup has to know: asked, read from a file, or kept from the last time.
# shellcheck shell=bash

SETUP_FILE=$CODEB_ETC/setup.conf
ANSWERS=(base-domain address storage certificates email team install image-registries app-address app-public app-key)
declare -A ABOUT=(
    [base-domain]="domain below which every project gets a name, delegated to this PowerDNS: example.com"
    [address]="this machine's public IPv4 address, which names will point to"
    [storage]="here, or the address of a Storage Server that 'codeb setup storage' has prepared (default: here)"
    [certificates]="acme (Let's Encrypt, by Caddy) or internal (Caddy's own authority, for trials) (default: acme)"
    [email]="who the certificate authority writes to when something is wrong; may be empty"
    [team]="id of the first team: letters, digits, _ (default: team_main)"
    [install]="yes or no: whether missing Debian packages may be installed with apt (default: yes)"
    [image-registries]="hosts that images may come from beside docker.io and ghcr.io, by commas; may be empty"
    [app-address]="storage only: address from which the App Server and its containers come"
    [app-public]="storage only: the App Server's public address, if that is another one; api.DOMAIN points there"
    [app-key]="storage only: what 'codeb setup key' printed on the App Server"
)
declare -A DEFAULTS=([storage]=here [certificates]=acme [team]=team_main [install]=yes)
declare -A ANSWER=()

# read_answers KIND FILE
read_answers() {
    local name
    [[ ! -r $SETUP_FILE ]] || answers_in "$SETUP_FILE"
    if [[ -n $2 ]]; then
        answers_in "$2"
    elif [[ -t 0 && ! -r $SETUP_FILE && $1 != key ]]; then
        for name in $(asked "$1"); do ask_for "$name"; done
    fi
    for name in "${!DEFAULTS[@]}"; do [[ -n ${ANSWER[$name]-} ]] || ANSWER[$name]=${DEFAULTS[$name]}; done
    BASE_DOMAIN=${ANSWER[base-domain]-}
    ADDRESS=${ANSWER[address]-}
    STORAGE=${ANSWER[storage]}
    TEAM=${ANSWER[team]}
    storage_host "$1"
}

asked() {
    case $1 in
    app) echo base-domain address storage certificates email team install image-registries ;;
    storage) echo base-domain address app-address app-public app-key install ;;
    esac
}

answers_in() {
    local line name number=0
    while IFS= read -r line || [[ -n $line ]]; do
        number=$((number + 1))
        [[ $line =~ ^[[:space:]]*(#.*)?$ ]] && continue
        name=${line%%=*}
        [[ $line == *=* && -n ${ABOUT[$name]-} ]] || wrong_words "$1, line $number: '$name' is not an answer of codeb setup. It knows: ${ANSWERS[*]}"
        ANSWER[$name]=${line#*=}
    done <"$1"
}

ask_for() {
    local answer default=${ANSWER[$1]:-${DEFAULTS[$1]-}}
    printf '%s: %s\n' "$1" "${ABOUT[$1]}" >&2
    read -r -p "  [${default}] " answer || die "Nothing was changed."
    ANSWER[$1]=${answer:-$default}
}

# The address that applications find in their URLs. On one machine it is the same everywhere, so that env files survive a move.
ONE_MACHINE=10.213.0.1
storage_host() {
    if [[ $1 == storage ]]; then STORAGE_HOST=$ADDRESS; elif [[ $STORAGE == here ]]; then STORAGE_HOST=$ONE_MACHINE; else STORAGE_HOST=$STORAGE; fi
}

DOMAIN='^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$'
IPV4='^(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}$'

# check_answers KIND: all that is wrong, at once.
check_answers() {
    local wrong=() line
    [[ $BASE_DOMAIN =~ $DOMAIN ]] || wrong+=("base-domain '$BASE_DOMAIN' is not a domain in small letters, such as example.com.")
    [[ $ADDRESS =~ $IPV4 ]] || wrong+=("address '$ADDRESS' is not an IPv4 address.")
    [[ ${ANSWER[install]} == @(yes|no) ]] || wrong+=("install '${ANSWER[install]}' is neither yes nor no.")
    if [[ $1 == storage ]]; then
        [[ ${ANSWER[app-address]-} =~ $IPV4 ]] || wrong+=("app-address '${ANSWER[app-address]-}' is not an IPv4 address.")
        [[ ${ANSWER[app-key]-} =~ ^ssh-ed25519\ [A-Za-z0-9+/=]+(\ [[:graph:]]+)?$ ]] || wrong+=("app-key is not what 'codeb setup key' prints on the App Server: ssh-ed25519 AAAA…")
    else
        [[ $STORAGE == here || $STORAGE =~ $IPV4 ]] || wrong+=("storage '$STORAGE' is neither here nor an IPv4 address.")
        [[ ${ANSWER[certificates]} == @(acme|internal) ]] || wrong+=("certificates '${ANSWER[certificates]}' is neither acme nor internal.")
        [[ ${ANSWER[email]-} =~ ^([^[:space:]@\"{}]+@[^[:space:]@\"{}]+)?$ ]] || wrong+=("email '${ANSWER[email]}' is not an address of mail.")
        [[ $TEAM =~ ^[a-z][a-z0-9_]{1,39}$ ]] || wrong+=("team '$TEAM' is not an id: small letters, digits and _, beginning with a letter.")
        [[ ${ANSWER[image-registries]-} =~ ^([a-z0-9.-]+(:[0-9]+)?(,[a-z0-9.-]+(:[0-9]+)?)*)?$ ]] || wrong+=("image-registries '${ANSWER[image-registries]}' is not a list of hosts by commas.")
    fi
    ((${#wrong[@]} == 0)) && return
    for line in "${wrong[@]}"; do warn "$line"; done
    die "Give codeb setup all answers: from a terminal, or with --from FILE. See: codeb setup --help" 2
}

keep_answers() {
    local name
    for name in "${ANSWERS[@]}"; do [[ -z ${ANSWER[$name]-} ]] || printf '%s=%s\n' "$name" "${ANSWER[$name]}"; done
}
