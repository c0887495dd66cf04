# deploy: brings a version into the slot that is not active, or leaves both slots as they were. As the deployer's DeployVersion.
# shellcheck shell=bash

run_deploy() {
    local route previews slot preview_said ok=0
    AS_BEFORE="Both slots are as they were."
    read_image "$IMAGE" || refuse_param image 'an OCI image reference, such as ghcr.io/org/app:1.2'
    [[ -n $VERSION ]] || VERSION=$(image_version)
    hold
    object projectName "$PROJECT" image "$IMAGE" environment "$ENVIRONMENT" version "$VERSION" promote: false
    new_operation deploy deploy_project "$OBJECT"
    settle
    plan get_slot_status select_slot pull_image prepare_env open_preview create_container cleanup_container start_container health_check update_registry

    step get_slot_status
    read_state
    check_registry
    begin_pull "$IMAGE"
    begin_isolation
    done_

    step select_slot
    slot=$(deploy_target)
    aim slot "$slot"
    done_ "$slot, port ${SLOT[$slot.port]}"

    step pull_image
    await_pull "$IMAGE"
    done_ "$DIGEST"

    step prepare_env
    prepare_env
    done_

    step open_preview
    # From now on the target has no visitors but those of its preview.
    recorded_route
    route=none previews=$PREVIEWS
    if slot_in active; then route=$FOUND; fi
    [[ " $previews " == *" $slot "* ]] || previews="$previews $slot"
    preview_said=$(route "$route" "$previews") || fail INTERNAL "The traffic of $PROJECT ($ENVIRONMENT) could not be moved: $preview_said"
    done_

    step create_container
    check_capacity
    await_isolation
    create_container "$slot" "$VERSION" "$REPOSITORY@$DIGEST" "$ENV_FILE"
    done_

    step cleanup_container
    if [[ ${SLOT[$slot.state]} == empty ]]; then
        skipped "The slot is empty."
    else
        visitors_leave "${SLOT[$slot.port]}" "${SETTINGS[codeb.cleanup.drain-seconds]}"
        hand_over "$slot"
        ((LEFT == 0)) && done_ || done_ "$LEFT requests to it took too long and were cut."
    fi

    step start_container
    start_in_slot "$slot"
    done_

    step health_check
    await_healthy "$slot"
    done_ "$HEALTH_WORDS"

    step update_registry
    object event deployed slot "$slot" version "$VERSION" image "$IMAGE" digest "$DIGEST" envVersion "$ENV_VERSION" by "$BY" operationId "$ID"
    slot_event "$OBJECT"
    done_

    deploy_answer "$slot" "${SLOT[$slot.state]}" "${SLOT[$slot.version]}"
    succeed "$OBJECT"
    afterwards "$(place "$slot")-aside-$(mark "$ID")"
}

# deploy_answer SLOT STATE VERSION: sets OBJECT to what deploy_project answers; STATE and VERSION are of what stood there before.
deploy_answer() {
    local replaced=
    if [[ $2 != empty ]]; then
        object version "$3" state "$2"
        replaced=$OBJECT
    fi
    object slot "$1" port: "${SLOT[$1.port]}" previewUrl "https://$(preview_host "$1")$URL_PORT" image "$IMAGE" digest "$DIGEST" version "$VERSION" replaced: "$replaced"
}

# aim NOTE SLOT: notes the slot that it is about, with what stands there, before anything is changed.
aim() {
    note "$1" "$2 ${SLOT[$2.state]} ${SLOT[$2.operationId]:--}${SLOT[$2.version]:+ ${SLOT[$2.version]}}"
}
