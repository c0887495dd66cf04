# Docker Engine: the one that is already here, untouched; otherwise one of our own, beside whatever runs.
# shellcheck shell=bash

DOCKER_DIR=$SANDBOX_HOME/docker
OWN_DOCKER_HOST=unix://$DOCKER_DIR/docker.sock

docker_is_ours() { [[ $(recall docker) == "$OWN_DOCKER_HOST" ]]; }
docker_answers() { DOCKER_HOST=$1 "${2:-docker}" version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# The socket of a Docker Engine that somebody else runs on this machine.
docker_elsewhere() {
    local host
    command -v docker >/dev/null || return 1
    for host in "${DOCKER_HOST:-}" "$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null)" \
        unix:///var/run/docker.sock; do
        if [[ $host == unix://* && $host != "$OWN_DOCKER_HOST" ]] && docker_answers "$host"; then
            printf '%s' "$host"
            return
        fi
    done
    return 1
}

docker_answers_elsewhere() { docker_elsewhere >/dev/null; }

# Decided once: a sandbox that has containers of its own does not move to another engine.
choose_docker() {
    local chosen
    chosen=$(recall docker)
    if [[ -n $chosen ]] && { docker_is_ours || docker_answers "$chosen"; }; then return; fi
    chosen=$OWN_DOCKER_HOST
    in_own_network || chosen=$(docker_elsewhere) || chosen=$OWN_DOCKER_HOST
    [[ $chosen == "$OWN_DOCKER_HOST" ]] || say "A Docker Engine answers at $chosen: using it; it is never stopped."
    remember docker "$chosen"
}

# Debian's client fits Debian's engine; a much newer one may refuse it.
docker_command() {
    if docker_is_ours && [[ -x /usr/bin/docker ]]; then echo /usr/bin/docker; else command -v docker; fi
}

dock() { DOCKER_HOST=$(recall docker) DOCKER_BUILDKIT=0 "$(docker_command)" "$@"; }

docker_start() {
    local alone=()
    if ! docker_is_ours; then
        docker_answers "$(recall docker)" || die "The Docker Engine at $(recall docker) does not answer, and it is not ours to start."
        return
    fi
    mkdir -p "$DOCKER_DIR"
    chmod 0711 "$DOCKER_DIR"
    echo '{}' | put "$DOCKER_DIR/daemon.json"
    remember_firewall
    bridge_up
    forget_stale_docker_pids
    # dockerd takes a containerd that is there already, which then would be somebody else's: it does not get to see it.
    [[ ! -e /run/containerd/containerd.sock ]] || alone=(unshare --mount --propagation private sh -c 'mount -t tmpfs none /run/containerd && exec "$@"' sh)
    spawn docker "${alone[@]}" dockerd --data-root "$DOCKER_DIR/data" --exec-root "$DOCKER_DIR/exec" \
        --pidfile "$DOCKER_DIR/docker.pid" -H "$OWN_DOCKER_HOST" --bridge "$BRIDGE" --config-file "$DOCKER_DIR/daemon.json"
}

# dockerd looks only whether /proc/PID is there: a zombie or a stranger with the old number keeps it from starting.
forget_stale_docker_pids() {
    local file pid
    for file in "$DOCKER_DIR/docker.pid" "$DOCKER_DIR/exec/containerd/containerd.pid"; do
        [[ -f $file ]] || continue
        pid=$(<"$file")
        wait_until 5 docker_process_is_gone "$pid" || end_leftover_containerd "$pid"
        rm -f "$file"
    done
}

docker_process_is_gone() {
    local identity
    identity=$(process_identity "$1") || return 0
    [[ $identity == Z* ]] || ! is_docker_process "$1"
}

is_docker_process() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -F "$DOCKER_DIR/" >/dev/null; }
end_leftover_containerd() { ! is_docker_process "$1" || kill -s KILL "$1" 2>/dev/null || true; }

docker_ready() { docker_answers "$(recall docker)" "$(docker_command)"; }

docker_stop() {
    if ! docker_is_ours; then
        stop_our_containers
        return
    fi
    end_part docker TERM 40
    end_leftovers
}

# Shims that outlived a killed dockerd: known by our own folder in their command line.
end_leftovers() {
    local proc pid
    for proc in /proc/[0-9]*; do
        pid=${proc#/proc/}
        if [[ $(cat "$proc/comm" 2>/dev/null) == containerd* ]] && is_docker_process "$pid"; then
            pkill -KILL -P "$pid" 2>/dev/null || true
            kill -s KILL "$pid" 2>/dev/null || true
        fi
    done
}

# Containers of the projects that this sandbox's registry knows, in an engine that is not ours.
our_containers() {
    local project
    [[ -f $CODEB_DIR/registry/ssot.json ]] || return 0
    jq -r '.projects // {} | keys[]' "$CODEB_DIR/registry/ssot.json" | while read -r project; do
        dock ps -q "$@" --filter "label=codeb.project=$project"
    done
}

stop_our_containers() {
    docker_answers "$(recall docker)" || return 0
    local running
    mapfile -t running < <(our_containers)
    ((${#running[@]} > 0)) || return 0
    printf '%s\n' "${running[@]}" >"$RUN_DIR/stopped-containers"
    say "Stopping ${#running[@]} containers of this sandbox in the Docker Engine at $(recall docker)."
    dock stop -t 5 "${running[@]}" >/dev/null
}

start_stopped_containers() {
    local stopped
    [[ -f $RUN_DIR/stopped-containers ]] || return 0
    mapfile -t stopped <"$RUN_DIR/stopped-containers"
    dock start "${stopped[@]}" >/dev/null 2>&1 || warn "Some containers could not be started again: ${stopped[*]}"
    rm -f "$RUN_DIR/stopped-containers"
}

# For reset: what CodeB made, and nothing else.
docker_forget() {
    local found
    if docker_is_ours; then
        wait_until 10 docker_unmounted || warn "Something is still mounted below $DOCKER_DIR."
        return
    fi
    docker_answers "$(recall docker)" || return 0
    mapfile -t found < <(our_containers -a)
    ((${#found[@]} == 0)) || dock rm -f "${found[@]}" >/dev/null
    dock network rm "$APPS_BRIDGE" >/dev/null 2>&1 || true
    mapfile -t found < <(dock images --format '{{.Repository}}:{{.Tag}}' | grep -E "^($(image_registry)|$(private_registry)|codeb-sandbox)/" || true)
    ((${#found[@]} == 0)) || dock rmi -f "${found[@]}" >/dev/null || true
}

docker_unmounted() {
    local point
    awk -v home="$DOCKER_DIR/" 'index($2, home) == 1 {print $2}' /proc/self/mounts | sort -r | while read -r point; do
        umount "$point" || umount -l "$point"
    done
    ! awk '{print $2}' /proc/self/mounts | grep -F "$DOCKER_DIR/" >/dev/null
}
