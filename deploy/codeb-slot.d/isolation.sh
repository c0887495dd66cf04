# No container is started that others could reach: the same rules as the deployer puts in force.
# shellcheck shell=bash

# As long the rules count as in force, unless Docker was started anew; a firewall that is loaded again forgets them.
ISOLATION_FRESH=90
ISOLATION_STAMP=/run/codeb-slot.isolated

isolation_is_fresh() {
    local stamp=$ISOLATION_STAMP-${SETTINGS[codeb.isolation.bridge]} age
    [[ $stamp -nt $DOCKER_SOCKET && $stamp -nt $SETTINGS_FILE ]] || return 1
    age=$(($(printf '%(%s)T' -1) - $(stat -c %Y "$stamp")))
    ((age >= 0 && age < ISOLATION_FRESH))
}

# begin_isolation: beside other work; await_isolation waits for that.
begin_isolation() {
    local public=$HTTPS_PORT allowed refused storage=${SETTINGS[codeb.storage.host]-}
    ISOLATION_FD=
    ! isolation_is_fresh || return 0
    [[ $public != 443 ]] || public=80,443
    allowed=$(list codeb.isolation.allow)
    refused=$(list codeb.isolation.refuse)
    if [[ -n $storage ]]; then
        allowed+=" $storage:${SETTINGS[codeb.storage.postgres.port]} $storage:${SETTINGS[codeb.storage.redis.port]}"
        refused+=" $storage"
    fi
    refused+=" ${SETTINGS[codeb.storage.ssh.host]}"
    exec {ISOLATION_FD}< <(
        unlock
        timeout -k 5 60 sh -c "$SCRIPT_ISOLATE" codeb-slot "${SETTINGS[codeb.isolation.network]}" "${SETTINGS[codeb.isolation.bridge]}" \
            "${SETTINGS[codeb.isolation.subnet]}" "$public" "${allowed//$'\n'/ }" "${refused//$'\n'/ }" "${DOCKER[@]}" 2>&1
        echo "ended $?"
    )
}

await_isolation() {
    local said
    [[ -n $ISOLATION_FD ]] || return 0
    said=$(cat <&"$ISOLATION_FD")
    exec {ISOLATION_FD}<&-
    if [[ $said == *'ended 0' ]]; then
        : >"$ISOLATION_STAMP-${SETTINGS[codeb.isolation.bridge]}"
        return 0
    fi
    check_docker "$said"
    fail START_FAILED "No container is started that others could reach: ${said%$'\n'ended*}"
}
