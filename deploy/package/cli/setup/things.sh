# What the steps share: files, packages, ports, secrets.
# shellcheck shell=bash

has_package() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# differs FILE: whether a file is not what standard input says. All of it is read: who writes into a closed pipe fails.
differs() {
    local text
    text=$(cat; echo .)
    ! printf '%s' "${text%.}" | cmp -s - "$1" 2>/dev/null
}

# put_if_other FILE MODE [OWNER]: standard input becomes the file unless it is so already; tells by its status whether it changed.
put_if_other() {
    local text
    text=$(cat; echo .)
    text=${text%.}
    ! printf '%s' "$text" | differs "$1" && return 1
    printf '%s' "$text" | put "$1" "$2"
    [[ -z ${3-} ]] || chown "$3" "$1"
}

# who_listens ADDRESS PORT: the program on a TCP port of an address, or of all addresses.
who_listens() {
    ss -Hltnp "sport = :$2" 2>/dev/null | awk -v address="$1" '
        { place = $4; sub(/:[0-9]+$/, "", place); sub(/%.*/, "", place) }
        place == address || place == "0.0.0.0" || place == "*" || place == "[::]" { print }' |
        grep -oE '"[^"]+"' | head -n 1 | tr -d '"' || true
}

# port_is_for ADDRESS PORT PROGRAM...: a problem when somebody else has it.
port_is_for() {
    local address=$1 port=$2 program wanted
    shift 2
    program=$(who_listens "$address" "$port")
    [[ -n $program ]] || return 0
    for wanted in "$@"; do [[ $program != "$wanted"* ]] || return 0; done
    problem "Port $port of $address belongs to $program; CodeB needs it for $1. End $program, or move it to another port or address."
}

# secret NAME: the file of a secret, which is made when it is missing: 43 random letters and digits.
secret() {
    local file=$CREDENTIALS/$1
    if [[ ! -s $file ]]; then
        install -d -m 0700 "$CREDENTIALS"
        openssl rand -base64 48 | tr -dc 'A-Za-z0-9' | head -c 43 | put "$file" 0600
    fi
    printf '%s' "$file"
}

# has_address ADDRESS: whether a network device here has it.
has_address() { [[ -n $(ip -4 -o addr show to "$1/32") ]]; }

is_active() { systemctl is-active --quiet "$1"; }

# ensure_running UNIT WHAT
ensure_running() {
    systemctl enable --quiet "$1" 2>/dev/null || true
    timeout 120 systemctl start "$1" || die "$2 does not start. See: journalctl -u $1"
}

# What other programs say, of the last setup that changed something.
SETUP_LOG=/var/log/codeb-setup.log

quietly() {
    "$@" >>"$SETUP_LOG" 2>&1 || {
        tail -n 5 "$SETUP_LOG" >&2
        return 1
    }
}
