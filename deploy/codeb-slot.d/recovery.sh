# What an operation left that was killed, this program's or a service's: it is finished or taken back before another one begins.
# shellcheck shell=bash

# settle: the environment is ours now, so whoever says of an operation here that it runs is dead.
settle() {
    local record found=
    while IFS= read -r record; do
        [[ -n $record ]] || continue
        found=yes
        settle_operation "$record" yes
    done < <(unfinished_scripts)
    while IFS= read -r record; do
        [[ -n $record ]] || continue
        found=yes
        settle_operation "$record" ""
    done < <(unfinished_services)
    [[ -n $found ]] || return 0
    read_state
    remove_leftovers
}

# settle_operation RECORD OURS: of one of the services only the effects are taken back; how it ended the services write down themselves.
settle_operation() {
    local old kind said
    local -A NOTES=()
    { read -r old && read -r kind; } < <(jq -r '.id, .kind' <<<"$1")
    case $kind in
    init | delete | update)
        refuse OPERATION_IN_PROGRESS "The $kind of $PROJECT ($ENVIRONMENT) that began before has not ended, and only CodeB's services can end it. Start them, and call again when it has ended." \
            "{\"kind\":\"$kind\",\"operationId\":\"$old\"}"
        ;;
    deploy | promote | rollback | cleanup) ;;
    *) return 0 ;;
    esac
    while IFS= read -r -d '' said; do NOTES[${said%%=*}]=${said#*=}; done < <(jq -j '.notes // {} | to_entries[] | .key, "=", .value, "\u0000"' <<<"$1")
    read_state
    if has_happened "$old" "$kind"; then
        route_as_recorded >/dev/null || fail_settling "$kind"
        answer_again "$kind" "$(jq -r '.params.reason // ""' <<<"$1")"
        [[ -z $2 ]] || end_record "$1" succeeded
    elif [[ $kind == cleanup ]]; then
        if [[ -n ${NOTES[discards]-} ]]; then EVENT_ID=$old close_routes && EVENT_ID=$old record_emptied; fi
        cleanup_answer
        [[ -z $2 ]] || end_record "$1" succeeded
    else
        take_back "$old" "$kind" || fail_settling "$kind"
        [[ -z $2 ]] || end_record "$1" failed
    fi
}

# answer_again KIND REASON: sets OBJECT to what the operation would have answered, from its notes and the slots.
answer_again() {
    local slot state version from first=
    case $1 in
    deploy)
        read -r slot state _ version <<<"${NOTES[slot]}"
        IMAGE=${SLOT[$slot.image]} DIGEST=${SLOT[$slot.digest]} VERSION=${SLOT[$slot.version]} deploy_answer "$slot" "$state" "$version"
        ;;
    promote)
        slot=${NOTES[to]%% *}
        from=$(other "$slot")
        [[ ${SLOT[$from.state]} == grace ]] || first=yes
        GRACE_UNTIL=${SLOT[$from.graceExpiresAt]}
        promote_answer "$slot" "$first"
        ;;
    rollback) rollback_answer "${NOTES[to]%% *}" "$2" ;;
    esac
}

fail_settling() {
    refuse SERVICE_UNAVAILABLE "What an interrupted $1 of $PROJECT ($ENVIRONMENT) left could not be taken back just now: Docker or Caddy does not answer. Look at them, then call again."
}

# has_happened ID KIND: whether the registry's slots say so.
has_happened() {
    local slot=${NOTES[slot]-}
    slot=${slot%% *}
    case $2 in
    deploy) [[ -n $slot && ${SLOT[$slot.operationId]} == "$1" ]] ;;
    promote | rollback)
        slot=${NOTES[to]-}
        [[ -n $slot ]] || return 1
        read -r slot _ was _ <<<"$slot"
        [[ ${SLOT[$slot.state]} == active && ${SLOT[$slot.operationId]:--} == "$was" ]]
        ;;
    *) return 1 ;;
    esac
}

# take_back ID KIND: what it made goes, what it set aside comes back, and traffic follows the slots. From the notes and what is there alone.
take_back() {
    local slot state was name
    case $2 in
    deploy)
        [[ -n ${NOTES[slot]-} ]] || return 0
        read -r slot state was _ <<<"${NOTES[slot]}"
        name=$(place "$slot")
        with_docker "$SCRIPT_REMOVE_OWN" "$1" || return 1
        if [[ $state != empty && ${SLOT[$slot.state]} == "$state" && ${SLOT[$slot.operationId]:--} == "$was" ]]; then
            engine "$SCRIPT_GIVE_BACK" "$name" "$name-aside-$(mark "$1")" || return 1
        fi
        ;;
    promote | rollback)
        [[ -n ${NOTES[to]-} ]] || return 0
        read -r slot _ <<<"${NOTES[to]}"
        if [[ -n ${NOTES[made]-} ]]; then
            with_docker "$SCRIPT_REMOVE_OWN" "$1" || return 1
        elif [[ -n ${NOTES[started]-} ]]; then
            docker_ stop -t "${SETTINGS[codeb.deploy.stop-seconds]}" "$(place "$slot")" || return 1
        fi
        ;;
    *) return 0 ;;
    esac >/dev/null 2>&1
    route_as_recorded >/dev/null
}

# take_back_this: the operation in hand has failed. What cannot be taken back now, the next one takes back.
take_back_this() {
    local values
    read_values
    [[ ${values[0]-} != known ]] || take_values
    take_back "$ID" "$KIND"
}

# end_record RECORD STATE: OBJECT is its result. How one of this program's ended that was killed.
end_record() {
    local ended id
    now
    ended=$(jq -c --arg state "$2" --arg now "$NOW" --argjson result "${OBJECT:-null}" '
        def kept: .notes.failure | if . then fromjson else null end;
        .state = $state | .endedAt = $now | .revision += 1
        | if $state == "failed" then
            .failure = (kept // {code: "SERVICE_UNAVAILABLE", error: "The \(.kind) was interrupted (a restart, or a host that went away) and was taken back. Call again."})
            | .steps |= map(if .status == "success" then .status = "undone" else . end)
          else .result = $result end' <<<"$1")
    id=$(jq -r .id <<<"$1")
    write_record "$id" "$ended"
}

# remove_leftovers: what was set aside or created and is in no slot, and what stands in an empty slot; those may have visitors yet.
remove_leftovers() {
    local slot name container words=()
    while read -r container; do
        for slot in blue green; do
            name=$(place "$slot")
            case $container in
            "$name-aside-"* | "$name-fresh-"*) words+=(port=- "$container") ;;
            "$name") [[ ${SLOT[$slot.state]} != empty ]] || words+=("port=${SLOT[$slot.port]}" "$container") ;;
            esac
        done
    done < <(docker_ ps -a --filter "label=codeb.project=$PROJECT" --format '{{.Names}}')
    ((${#words[@]} > 0)) || return 0
    for container in "${words[@]}"; do [[ $container == port=* ]] || docker_ update --restart=no "$container" >/dev/null 2>&1; done
    afterwards "${words[@]}"
}

stop_background() {
    [[ -z ${PULL_PID-} ]] || kill "$PULL_PID" 2>/dev/null
}
