# status: what the slot file says, and what Docker really says of each slot.
# shellcheck shell=bash

run_status() {
    local seen error='' preview='' slot
    read_state
    seen=$(sh -c "$SCRIPT_LOOK" codeb-slot "$DOCKER_SOCKET" "$(place blue)" "$(place green)" 2>&1) || { error=$seen seen=; }
    for slot in blue green; do [[ ${SLOT[$slot.state]} != deployed ]] || preview=https://$(preview_host "$slot")$URL_PORT; done
    answer_success "$(printf '%s\n' "$seen" | jq -cn --slurpfile file "$REGISTRY/slots/$PROJECT-$ENVIRONMENT.json" --arg url "https://$DOMAIN$URL_PORT" \
        --arg preview "$preview" --arg error "$error" --arg name "$PROJECT-$ENVIRONMENT" --arg team "$TEAM" --arg project "$PROJECT" --arg environment "$ENVIRONMENT" \
        "$PROGRAM_STATUS status")"
}
