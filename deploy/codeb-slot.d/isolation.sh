# No container is started that others could reach: the same rules as the deployer puts in force.
# shellcheck shell=bash

# begin_isolation: beside other work; await_isolation waits for that.
begin_isolation() {
    local public=$HTTPS_PORT allowed refused storage=${SETTINGS[codeb.storage.host]-}
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
    said=$(cat <&"$ISOLATION_FD")
    exec {ISOLATION_FD}<&-
    [[ $said != *'ended 0' ]] || return 0
    check_docker "$said"
    fail START_FAILED "No container is started that others could reach: ${said%$'\n'ended*}"
}
