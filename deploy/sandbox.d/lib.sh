# Words, places and small helpers that every part uses.
# shellcheck shell=bash disable=SC2034

SANDBOX_HOME=${CODEB_SANDBOX_HOME:-/var/lib/codeb-sandbox}
SANDBOX_HOME=${SANDBOX_HOME%/}
BASE_DOMAIN=${CODEB_SANDBOX_DOMAIN:-codeb.test}
APP_HOST=127.0.0.1

RUN_DIR=$SANDBOX_HOME/run
LOG_DIR=$SANDBOX_HOME/logs
SECRET_DIR=$SANDBOX_HOME/secrets
SSH_DIR=$SANDBOX_HOME/ssh
CODEB_DIR=$SANDBOX_HOME/codeb
CADDY_DIR=$SANDBOX_HOME/caddy
CHOSEN_FILE=$SANDBOX_HOME/chosen
BOOT_ID=$(</proc/sys/kernel/random/boot_id)
STARTED_AT=$EPOCHREALTIME

PATH=/usr/local/sbin:/usr/sbin:/sbin:$PATH

say() {
    local elapsed=$((${EPOCHREALTIME/./} - ${STARTED_AT/./}))
    printf '[%3d.%d s] %s\n' $((elapsed / 1000000)) $((elapsed / 100000 % 10)) "$*" >&2
}

warn() { printf '%s: %s\n' "${TOOL:-sandbox}" "$*" >&2; }

# Says what is wrong and ends, also from within a subshell.
die() {
    warn "$*"
    exit "${TOLD:-1}"
}

# wait_until SECONDS COMMAND...: asks 20 times a second, fails when the time is over.
wait_until() {
    local deadline=$((SECONDS + $1 + 1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || return 1
        sleep 0.05
    done
}

# What was chosen at the first start (ports, names) and has to stay.
recall() {
    [[ -f $CHOSEN_FILE ]] || return 0
    sed -n "s|^$1=||p" "$CHOSEN_FILE"
}

remember() {
    { [[ ! -f $CHOSEN_FILE ]] || grep -v "^$1=" "$CHOSEN_FILE" || true; } >"$CHOSEN_FILE.new"
    printf '%s=%s\n' "$1" "$2" >>"$CHOSEN_FILE.new"
    mv "$CHOSEN_FILE.new" "$CHOSEN_FILE"
}

# put FILE [MODE]: stdin becomes the file, whole or not at all.
put() {
    local mode=${2:-0644}
    (umask 077 && cat >"$1.new")
    chmod "$mode" "$1.new"
    mv "$1.new" "$1"
}

# secret NAME: the path of a file with 32 random letters and digits, made when it is missing.
secret() {
    local file=$SECRET_DIR/$1
    if [[ ! -s $file ]]; then
        head -c 512 /dev/urandom | base64 -w 0 | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c 1-32 | put "$file" 0600
    fi
    printf '%s' "$file"
}

secret_value() {
    local file
    file=$(secret "$1")
    printf '%s' "$(<"$file")"
}

# A home is a folder of the sandbox's own. The sockets below it must fit into the 107 characters that a socket's path may have.
check_home() {
    local entry
    [[ $SANDBOX_HOME =~ ^/[A-Za-z0-9._/-]+$ && /$SANDBOX_HOME/ != */../* ]] ||
        die "CODEB_SANDBOX_HOME must be an absolute path of letters, digits and . _ - only, without '..'; it is '${CODEB_SANDBOX_HOME:-}'."
    ((${#SANDBOX_HOME} <= 60)) || die "CODEB_SANDBOX_HOME is too long for the sockets below it: ${#SANDBOX_HOME} characters, 60 at most."
    [[ ! -e $SANDBOX_HOME || -d $SANDBOX_HOME ]] || die "$SANDBOX_HOME is a file, not a folder. Set CODEB_SANDBOX_HOME to another place."
    [[ ! -f $CHOSEN_FILE ]] || return 0
    for entry in "$SANDBOX_HOME"/* "$SANDBOX_HOME"/.[!.]*; do
        case ${entry##*/} in
        codeb | fresh-machine | jdk | own.properties | lost+found | logs | run | secrets | caddy) ;;
        *) die "$SANDBOX_HOME holds something else already (${entry##*/}). Set CODEB_SANDBOX_HOME to a folder of the sandbox's own." ;;
        esac
    done
}

check_values() {
    [[ $BASE_DOMAIN =~ ^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$ ]] ||
        die "CODEB_SANDBOX_DOMAIN must be a domain like codeb.test; it is '$BASE_DOMAIN'."
    [[ ${CODEB_SANDBOX_REDIS_DATABASES:-256} =~ ^[1-9][0-9]{0,4}$ ]] ||
        die "CODEB_SANDBOX_REDIS_DATABASES must be a number from 1 to 99999; it is '$CODEB_SANDBOX_REDIS_DATABASES'."
}

# check_room MEGABYTES WHAT
check_room() {
    local free place=$SANDBOX_HOME
    until [[ -d $place ]]; do place=$(dirname "$place"); done
    free=$(df --output=avail -BM "$place" | tail -n 1 | tr -dc 0-9)
    ((free >= $1)) || die "$2 needs $1 MB of disk below $SANDBOX_HOME; only $free MB are free. Make room, or set CODEB_SANDBOX_HOME to a place that has it."
}

prepare_home() {
    check_home
    check_values
    mkdir -p "$SANDBOX_HOME" "$RUN_DIR" "$LOG_DIR" "$CODEB_DIR/registry" "$CADDY_DIR"
    [[ -f $CHOSEN_FILE ]] || : >"$CHOSEN_FILE"
    chmod 0755 "$SANDBOX_HOME" "$LOG_DIR"
    (umask 077 && mkdir -p "$SECRET_DIR")
    chmod 0700 "$SECRET_DIR" "$RUN_DIR"
}

# The servers run as their own users and have to reach their folders.
check_home_is_searchable() {
    setpriv --reuid nobody --regid nogroup --clear-groups test -x "$SANDBOX_HOME" ||
        die "Other users cannot enter $SANDBOX_HOME. Run chmod o+x on it and on its parents, or set CODEB_SANDBOX_HOME."
}

need_root() { [[ $EUID == 0 ]] || die "This needs root: it makes a network namespace and starts servers. Try sudo $0."; }

# One change at a time: everybody else waits. The lock is not in the folder that reset removes.
take_lock() {
    local file="/run/codeb-sandbox${SANDBOX_HOME//\//-}.lock"
    exec {LOCK_FD}>"$file"
    # Whatever this starts and waits for (Maven, apt) holds the lock, too, also when this is killed.
    flock -n "$LOCK_FD" && return
    say "Another sandbox command is at work; waiting for it."
    flock "$LOCK_FD"
}
