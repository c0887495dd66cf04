# Keeps the services, and others of this program, out of an environment while it works there. See docs/slots.md.
# shellcheck shell=bash

# hold: takes the environment; the kernel gives it back whatever becomes of this process. Descriptor 9 is the lock. There is none for what
# is no environment.
hold() {
    local lock=$REGISTRY/locks/$PROJECT-$ENVIRONMENT.lock fence=$REGISTRY/fences/$PROJECT-$ENVIRONMENT
    [[ -f $REGISTRY/slots/$PROJECT-$ENVIRONMENT.json ]] || read_state
    { as_registry mkdir -p "${lock%/*}" "${fence%/*}" && as_registry touch "$lock" "$fence"; } || refuse INTERNAL "The lock files in $REGISTRY cannot be made."
    exec 9<>"$lock"
    # The registry looks for a moment whether the holder of one is dead, so a short patience.
    flock -w 1 9 || refuse_held
    exec 8<>"$fence"
    if ! flock -w 10 8; then
        refuse OPERATION_IN_PROGRESS "A command of an earlier operation on $PROJECT ($ENVIRONMENT) still runs on the App Server. Call again in a few seconds."
    fi
    # In place, and no number is shorter than this one.
    printf '0\n' >"$fence"
    exec 8>&-
}

# unlock: in a subshell, which may outlive this process and must not keep others out then.
unlock() { exec 9>&-; }

refuse_held() {
    local holder who since kind id
    holder=$(holder_record)
    if [[ -z $holder ]]; then
        refuse OPERATION_IN_PROGRESS "Another operation works on $PROJECT ($ENVIRONMENT) just now. Wait until it has ended, then call again." \
            '{"kind":"unknown","holder":"unknown","operationId":""}'
    fi
    { read -r kind && read -r who && read -r since && read -r id; } < <(jq -r '.kind, .by, .startedAt // .createdAt, .id' <<<"$holder")
    object kind "$kind" holder "$who" since "$since" operationId "$id"
    refuse OPERATION_IN_PROGRESS "A ${kind//_/ } of $PROJECT ($ENVIRONMENT) has been running since $since, asked for by $who. Wait until it has ended, then call again. operation_get with operationId $id waits for it." "$OBJECT"
}

# holder_record: what is written down of the operation that works here.
holder_record() {
    local records
    records=$(unfinished_scripts; unfinished_services)
    tail -n 1 <<<"$records"
}
