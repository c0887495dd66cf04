# cleanup: gives up versions whose time is over. Once it has decided, it only goes forward. As the deployer's Cleanup.
# shellcheck shell=bash

run_cleanup() {
    local name
    AS_BEFORE=
    hold
    object projectName "$PROJECT" environment "$ENVIRONMENT" force: "${FORCE:-false}"
    new_operation cleanup slot_cleanup "$OBJECT"
    settle
    plan find_slots close_routes update_registry remove_containers

    step find_slots
    read_state
    note discards "$(discards)"
    done_ "$(discards_told)"
    for name in close_routes update_registry; do
        step "$name"
        if [[ -z ${NOTES[discards]} ]]; then
            skipped "No version is to go."
        elif [[ $name == close_routes ]]; then
            close_routes
            done_
        else
            record_emptied
            done_
        fi
    done
    step remove_containers
    read_state
    remove_leftovers
    done_
    cleanup_answer
    succeed "$OBJECT"
}

# cleanup_answer: sets OBJECT to what slot_cleanup answers.
cleanup_answer() {
    local cleaned='' slot version
    while read -r slot _ _ version; do
        [[ -n $slot ]] || continue
        object slot "$slot" version "$version"
        cleaned+=,$OBJECT
    done <<<"${NOTES[discards]-}"
    OBJECT="{\"cleaned\":[${cleaned#,}]}"
}

# discards: what is to go, one a line: slot, reason, digest, version. Never the active one.
discards() {
    local slot reason
    for slot in blue green; do
        case ${SLOT[$slot.state]},${SLOT[$slot.expired]},${FORCE-} in
        grace,yes,*) reason=EXPIRED ;;
        grace,*,true | deployed,*,true) reason=FORCED ;;
        *) continue ;;
        esac
        echo "$slot $reason ${SLOT[$slot.digest]:--} ${SLOT[$slot.version]:--}"
    done
}

discards_told() {
    [[ -n ${NOTES[discards]} ]] || { echo "No version is to go."; return; }
    awk '{ slot = $1; $1 = $2 = $3 = ""; sub(/^ +/, ""); told = told (told ? "; " : "") slot ", version " $0 } END { print told }' <<<"${NOTES[discards]}"
}

# close_routes: nobody is sent to what goes any more, nor does it have a preview.
close_routes() {
    local slot route=none previews='' gone=' '
    while read -r slot _; do gone+="$slot "; done <<<"${NOTES[discards]}"
    for slot in blue green; do [[ ${SLOT[$slot.state]} == empty || $gone == *" $slot "* ]] || previews+=" $slot"; done
    if slot_in active; then
        route=$FOUND
        if slot_in grace && [[ $gone != *" $FOUND "* ]]; then route=$route-$FOUND; fi
    fi
    route "$route" "${previews# }" >/dev/null || fail INTERNAL "The routes of $PROJECT ($ENVIRONMENT) could not be closed."
}

# record_emptied: the registry gives the versions up.
record_emptied() {
    local slot reason
    while read -r slot reason _; do
        [[ ${SLOT[$slot.state]} == empty ]] || slot_event "{\"event\":\"emptied\",\"slot\":\"$slot\",\"reason\":\"$reason\"}"
    done <<<"${NOTES[discards]}"
}
