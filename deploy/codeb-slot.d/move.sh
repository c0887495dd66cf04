# promote and rollback: the visitors move to another version. As the deployer's Promote and Rollback.
# shellcheck shell=bash

PATIENCE=3

run_promote() {
    local slot from first=
    AS_BEFORE="Traffic stays where it was."
    hold
    object projectName "$PROJECT" environment "$ENVIRONMENT" expectedVersion "$VERSION"
    new_operation promote slot_promote "$OBJECT"
    settle
    plan find_deployed_slot health_check switch_traffic update_registry

    step find_deployed_slot
    read_state
    if ! slot_in deployed; then
        slot=$(deploy_target)
        fail SLOT_NOT_DEPLOYED "$slot cannot be promoted: it is ${SLOT[$slot.state]}. Deploy a version first."
    fi
    slot=$FOUND
    expect_version "$slot"
    aim to "$slot"
    done_ "$slot, version ${SLOT[$slot.version]:-null}"

    step health_check
    ask_health "$slot" "$PATIENCE"
    [[ $HEALTH == healthy ]] || unhealthy "$slot"
    done_ "$HEALTH_WORDS"

    from=$(other "$slot")
    [[ ${SLOT[$from.state]} == active ]] || first=yes
    step switch_traffic
    switch_traffic "$slot" "$([[ -n $first ]] || echo failover)"
    done_ "$slot answered through Caddy."

    step update_registry
    slot_event "{\"event\":\"promoted\",\"slot\":\"$slot\"}"
    done_

    promote_answer "$slot" "$first"
    succeed "$OBJECT"
}

# promote_answer SLOT FIRST: sets OBJECT to what slot_promote answers; FIRST says that no other was active before.
promote_answer() {
    local from
    from=$(other "$1")
    if [[ -n $2 ]]; then
        object fromSlot: null toSlot "$1" url "https://$DOMAIN$URL_PORT" previousVersion: null newVersion "${SLOT[$1.version]}" graceExpiresAt: null
    else
        object fromSlot "$from" toSlot "$1" url "https://$DOMAIN$URL_PORT" previousVersion "${SLOT[$from.version]}" newVersion "${SLOT[$1.version]}" graceExpiresAt "$GRACE_UNTIL"
    fi
}

# expect_version SLOT: what waits must be what was meant, if somebody says.
expect_version() {
    local waits=${SLOT[$1.version]}
    [[ -n $VERSION && $VERSION != "$waits" ]] || return 0
    object expected "$VERSION" waiting "$waits"
    fail VERSION_MISMATCH "$waits waits in $1, not $VERSION: somebody deployed it meanwhile. Look at slot_status, then promote what you mean." "$OBJECT"
}

run_rollback() {
    local slot
    AS_BEFORE="Traffic stays where it was."
    hold
    object projectName "$PROJECT" environment "$ENVIRONMENT" reason "$REASON"
    new_operation rollback rollback "$OBJECT"
    settle
    plan find_grace_slot health_check switch_traffic update_registry

    step find_grace_slot
    read_state
    slot_in grace || fail NO_GRACE_SLOT "$PROJECT ($ENVIRONMENT) has no version to go back to. Deploy and promote the version that you want."
    slot=$FOUND
    [[ -z ${SLOT[$slot.expired]} ]] || fail GRACE_EXPIRED "${SLOT[$slot.version]:-null} in $slot was kept until ${SLOT[$slot.graceExpiresAt]}. Deploy and promote it again."
    aim to "$slot"
    done_ "$slot, version ${SLOT[$slot.version]:-null}"

    step health_check
    revive "$slot"
    done_ "$HEALTH_WORDS"

    step switch_traffic
    switch_traffic "$slot" ""
    done_ "$slot answered through Caddy."

    step update_registry
    slot_event '{"event":"rolledBack"}'
    done_

    rollback_answer "$slot" "$REASON"
    succeed "$OBJECT"
}

# rollback_answer SLOT REASON: sets OBJECT to what rollback answers.
rollback_answer() { object fromSlot "$(other "$1")" toSlot "$1" restoredVersion "${SLOT[$1.version]}" reason "$2"; }

# revive SLOT: its version must answer now: started again if it was stopped, created again from its record if it is gone.
revive() {
    local said prelude=
    ask_health "$1" "$PATIENCE"
    case $HEALTH in
    exited | created)
        note started true
        said=$(engine "$SCRIPT_RESUME" "$(place "$1")" 2>&1) || refused_by_docker "$1" "$said"
        prelude="It was stopped and has been started. "
        ;;
    gone)
        note made true
        create_again "$1"
        prelude="It was gone and has been created again. "
        ;;
    esac
    if [[ -n $prelude ]]; then
        await_healthy "$1"
    elif [[ $HEALTH != healthy ]]; then
        unhealthy "$1"
    fi
    HEALTH_WORDS=$prelude$HEALTH_WORDS
}

# create_again SLOT: as its record tells: digest, options, the environment it had.
create_again() {
    local pinned
    read_image "${SLOT[$1.image]}" || fail INTERNAL "The record of $1 names no image. Deploy the version that you want."
    if [[ -z ${SLOT[$1.digest]} ]]; then
        check_registry
        begin_pull "${SLOT[$1.image]}"
        await_pull "${SLOT[$1.image]}"
    else
        DIGEST=${SLOT[$1.digest]}
    fi
    pinned=$REPOSITORY@$DIGEST
    if ! docker_ image inspect --format '{{.Id}}' "$pinned" >/dev/null 2>&1; then
        check_registry
        begin_pull "$pinned"
        await_pull "$pinned"
    fi
    if [[ -n ${SLOT[$1.envVersion]} ]]; then released_env "${SLOT[$1.envVersion]}"; else prepare_env; fi
    begin_isolation
    await_isolation
    create_container "$1" "${SLOT[$1.version]}" "$pinned" "$ENV_FILE"
    start_in_slot "$1"
}
