# Operations that this command line begins itself, as the gateway does: written down in the registry, run by the deployer.
# shellcheck shell=bash

# post SERVICE PATH JSON [CURL-OPTION...]
post() {
    local service=$1 path=$2 body=$3
    shift 3
    printf '%s' "$body" >"$SCRATCH/body"
    ask_service "$service" "$path" -H 'Content-Type: application/json' --data-binary "@$SCRATCH/body" "$@"
}

# write_down PROJECT ENVIRONMENT TEAM: a repair, as the registry answers it.
write_down() {
    post registry /operations "$(jq -nc --arg project "$1" --arg environment "$2" --arg team "$3" --arg correlation "restore-$$" '
        {kind: "repair", tool: "workflow_repair", project: $project, environment: $environment, teamId: $team, by: "codeb-restore",
         correlationId: $correlation, params: {projectName: $project, environment: $environment}}')"
}

# is_busy ANSWER: somebody else works there, the recovery of an operation that the backup caught in its middle for example.
is_busy() { [[ $(jq -r '.code // .failure.code // empty' <<<"$1" 2>/dev/null) == OPERATION_IN_PROGRESS ]]; }

# repair PROJECT ENVIRONMENT TEAM: sets REPAIRED to the operation as it ended. Waits for whoever works there, 3 minutes at most.
repair() {
    local operation id revision deadline=$((SECONDS + 180)) end
    while true; do
        operation=$(write_down "$@") || { REPAIRED=$operation && is_busy "$operation" && ((SECONDS < deadline)) && sleep 1 && continue; return 1; }
        id=$(jq -r .id <<<"$operation")
        post deployer "/operations/$id/run" "$(jq -c '{operation: .}' <<<"$operation")" >/dev/null 2>&1 || true
        end=$((SECONDS + 1200))
        REPAIRED=$operation
        until jq -e '.state == "succeeded" or .state == "failed"' >/dev/null <<<"$REPAIRED"; do
            ((SECONDS < end)) || return 1
            revision=$(jq .revision <<<"$REPAIRED")
            operation=$(ASK_SECONDS=30 ask_service registry "/operations/$id?after=$revision&wait=10000" 2>/dev/null) && REPAIRED=$operation || sleep 1
        done
        is_busy "$REPAIRED" && ((SECONDS < deadline)) || break
        sleep 1
    done
    jq -e '.state == "succeeded"' >/dev/null <<<"$REPAIRED"
}

end_quietly() { kill "$1" 2>/dev/null || true; }

# under_hold PROJECT ENVIRONMENT TEAM COMMAND WORDS...: runs a command while nobody else can change this environment. The command finds
# the hold's header in HOLD.
under_hold() {
    local project=$1 environment=$2 team=$3 operation id held deadline=$((SECONDS + 180)) renewer status=0 began
    shift 3
    operation=$(write_down "$project" "$environment" "$team") || return 1
    id=$(jq -r .id <<<"$operation")
    until held=$(post registry "/operations/$id/hold" "$(jq -nc --arg instance "$$" '{service: "codeb-restore", instance: $instance}')" 2>/dev/null); do
        ((SECONDS < deadline)) || return 1
        sleep 1
    done
    HOLD="X-CodeB-Hold: $id:$(jq -r .fence <<<"$held")"
    (while sleep 2; do ask_service registry "/operations/$id/renew" -X POST -H "$HOLD" >/dev/null 2>&1 || true; done) 7>&- &
    renewer=$!
    at_exit end_quietly "$renewer"
    began=$(date +%s%3N)
    "$@" || status=$?
    kill "$renewer" 2>/dev/null || true
    wait "$renewer" 2>/dev/null || true
    post registry "/operations/$id/end" "$(jq -nc --argjson status "$status" --argjson duration "$(($(date +%s%3N) - began))" '
        {steps: [{name: "restore_data", status: (if $status == 0 then "success" else "failed" end), duration: $duration, message: null}]}
        + if $status == 0 then {result: {}} else {failure: {code: "INTERNAL", error: "codeb restore could not bring the data back; it said why where it ran.", details: {}}} end')" \
        -H "$HOLD" >/dev/null 2>&1 || true
    return "$status"
}
