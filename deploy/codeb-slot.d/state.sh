# What the registry says of the environment that this is about.
# shellcheck shell=bash

declare -A SLOT
SLOT_FIELDS=(state port version image digest envVersion operationId graceExpiresAt expired)

# read_state: sets what take_values sets: TEAM, DOMAIN, DOMAINS, CONTAINER_PORT, HEALTH_PATH, MEMORY, CPUS, GRACE_HOURS, ACTIVE_NAME and SLOT[blue.state] and so on.
read_state() {
    local values
    read_values
    case ${values[0]-} in
    known) ;;
    unknown) refuse PROJECT_NOT_FOUND "There is no project $PROJECT. Call workflow_init first." ;;
    missing) refuse PROJECT_NOT_FOUND "There is no project $PROJECT with a $ENVIRONMENT environment. Call workflow_init first." ;;
    *) refuse REGISTRY_CORRUPT "ssot.json, or slots/$PROJECT-$ENVIRONMENT.json, in $REGISTRY cannot be read. Nothing was changed; docs/operations.md says how to restore it." ;;
    esac
    take_values
}

take_values() {
    local slot field i
    TEAM=${values[1]} DOMAIN=${values[2]} CONTAINER_PORT=${values[4]} HEALTH_PATH=${values[5]} MEMORY=${values[6]} CPUS=${values[7]}
    GRACE_HOURS=${values[8]} ACTIVE_NAME=${values[9]}
    [[ $ENVIRONMENT == production ]] && QUALIFIED=$PROJECT || QUALIFIED=$PROJECT-staging
    [[ -n $DOMAIN ]] || DOMAIN=$QUALIFIED.$BASE_DOMAIN
    read -ra DOMAINS <<<"$DOMAIN ${values[3]}"
    i=10
    for slot in blue green; do
        for field in "${SLOT_FIELDS[@]}"; do
            SLOT[$slot.$field]=${values[i]-}
            i=$((i + 1))
        done
    done
}

read_values() {
    local file=$REGISTRY/slots/$PROJECT-$ENVIRONMENT.json
    [[ -e $file ]] || file=/dev/null
    mapfile -t values < <(jq -rs --arg project "$PROJECT" --arg environment "$ENVIRONMENT" --argjson usual "$((${SETTINGS[codeb.grace-hours]} * 3600000))" \
        "$PROGRAM_SLOTS $PROGRAM_STATE state(\$project; \$environment; \$usual; now * 1000 | floor)" "$REGISTRY/ssot.json" "$file" 2>/dev/null)
}

other() { [[ $1 == blue ]] && echo green || echo blue; }

# slot_in STATE: sets FOUND to the first slot in it; fails when there is none.
slot_in() {
    for FOUND in blue green; do [[ ${SLOT[$FOUND.state]} != "$1" ]] || return 0; done
    FOUND=
    return 1
}

# deploy_target: the slot that the active one's name does not name.
deploy_target() { [[ $ACTIVE_NAME == green || -z $ACTIVE_NAME ]] && echo blue || echo green; }

preview_host() { echo "$QUALIFIED-$1.preview.$BASE_DOMAIN"; }
place() { echo "$PROJECT-$ENVIRONMENT-$1"; }
mark() { echo "${1: -8}"; }
