# The parts in the order they start in. Each has functions {part}_start, {part}_ready, {part}_stop in its own file.
# shellcheck shell=bash

SERVERS=(sshd sshd-storage docker postgres redis pdns caddy image-registry private-registry)
SERVICES=(registry provisioner deployer gateway)
PARTS=("${SERVERS[@]}" "${SERVICES[@]}")

is_part() { [[ " ${PARTS[*]} " == *" $1 "* ]]; }
is_service() { [[ " ${SERVICES[*]} " == *" $1 "* ]]; }
check_part() { is_part "${1:-}" || die "$([[ -z ${1:-} ]] || echo "There is no part '$1'. ")Which part? One of: ${PARTS[*]}."; }
call() { "${1//-/_}_$2"; }

is_foreign_docker() { [[ $1 == docker ]] && ! docker_is_ours; }
check_ours() { ! is_foreign_docker "$1" || die "The Docker Engine at $(recall docker) is not ours: it is neither started, stopped nor killed here."; }

# A part that runs, answers, and has the configuration of today is left alone; one that does not is ended first.
ensure_part() {
    if is_foreign_docker "$1"; then
        call docker start
        return
    fi
    if is_running "$1"; then
        if ! is_configured "$1"; then
            say "$1 has another configuration now: starting it again."
        elif wait_until 5 call "$1" ready; then
            return
        else
            say "$1 runs but does not answer: starting it again."
        fi
        call "$1" stop
    fi
    start_part "$1"
}

# What a part is configured by, where a newer version of this program may configure it in another way: its PART_setup prints it.
setup_of() { ! declare -F "${1//-/_}_setup" >/dev/null || call "$1" setup | sha256sum; }
is_configured() { [[ $(setup_of "$1") == "$(cat "$RUN_DIR/$1.setup" 2>/dev/null || true)" ]]; }

start_part() {
    begin_part "$1"
    await_part "$1"
}

begin_part() {
    say "Starting $1"
    call "$1" start
    setup_of "$1" >"$RUN_DIR/$1.setup"
}

await_part() {
    local seconds=30
    ! is_service "$1" || seconds=90
    await "$1" "$seconds" call "$1" ready || die "$1 does not start."
}

# start_these PART...: one after the other, but for services, which start together.
start_these() {
    local part begun=()
    load_network
    for part in "$@"; do
        if is_running "$part"; then
            say "$part is already running."
        elif is_service "$part"; then
            begin_part "$part"
            begun+=("$part")
        else
            start_part "$part"
        fi
    done
    for part in "${begun[@]}"; do await_part "$part"; done
}

stop_these() {
    local part
    load_network
    for part in "$@"; do
        call "$part" stop
        say "$part is stopped."
    done
}

restart_these() {
    stop_these "$@"
    start_these "$@"
}

kill_one() {
    local stay=${2:-}
    [[ -z $stay || $stay == --stay-down ]] || die "kill knows one option, --stay-down; it got '$stay'."
    is_running "$1" || say "$1 was not running."
    load_network
    kill_part "$1"
    say "$1 is killed."
    [[ $stay == --stay-down ]] || start_part "$1"
}

load_network() {
    local n
    n=$(recall network)
    [[ -n $n ]] || die "There is no sandbox in $SANDBOX_HOME yet. Run: deploy/sandbox up"
    name_network "$n"
    network_is_ours || die "The sandbox in $SANDBOX_HOME is down. Run: deploy/sandbox up"
}

stop_all() {
    local i part
    for ((i = ${#PARTS[@]} - 1; i >= 0; i--)); do
        part=${PARTS[i]}
        if is_running "$part" || is_foreign_docker "$part"; then
            say "Stopping $part"
            call "$part" stop
        fi
        rm -f "$(pid_file "$part")"
    done
}
