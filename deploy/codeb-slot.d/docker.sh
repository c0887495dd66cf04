# Docker, mostly by the same scripts as the deployer's.
# shellcheck shell=bash

docker_() { "${DOCKER[@]}" "$@"; }

# engine SCRIPT ARGUMENT...: one of the scripts that speak to Docker's API.
engine() { sh -c "$1" codeb-slot "$DOCKER_SOCKET" "${@:2}"; }

# with_docker SCRIPT ARGUMENT...: one of the scripts whose last arguments are the words that run Docker.
with_docker() { sh -c "$1" codeb-slot "${@:2}" "${DOCKER[@]}"; }

docker_is_away() {
    case $1 in *'Cannot connect to the Docker daemon'* | *'Is the docker daemon running'* | *'error during connect'*) return 0 ;; esac
    return 1
}

# check_docker WORDS: what a command said when it failed; ends this when Docker itself is away.
check_docker() { ! docker_is_away "$1" || fail HOST_UNREACHABLE "Docker does not answer on the App Server. Start it there, then call again."; }

# create_words NAME SLOT VERSION IMAGE ENV_FILE: sets WORDS to what creates a container; a test compares them with the deployer's.
create_words() {
    local url host
    quote "http://127.0.0.1:$CONTAINER_PORT$HEALTH_PATH" && url=$QUOTED
    quote "Host: $DOMAIN" && host=$QUOTED
    WORDS=(create --name "$1" --restart no --label "codeb.project=$PROJECT" --label "codeb.environment=$ENVIRONMENT" --label "codeb.slot=$2"
        --label "codeb.version=$3" --label "codeb.operation=$ID" --network "${SETTINGS[codeb.isolation.network]}"
        -p "127.0.0.1:${SLOT[$2.port]}:$CONTAINER_PORT" --memory "$MEMORY" --cpus "$CPUS" --pids-limit "${SETTINGS[codeb.deploy.pids-limit]}"
        --security-opt no-new-privileges)
    if [[ ${SETTINGS[codeb.deploy.drop-capabilities]} == true ]]; then
        WORDS+=(--cap-drop ALL)
        local kept
        for kept in CHOWN DAC_OVERRIDE FOWNER FSETID KILL NET_BIND_SERVICE SETGID SETUID; do WORDS+=(--cap-add "$kept"); done
    fi
    WORDS+=(--log-driver json-file --log-opt max-size=10m --log-opt max-file=3
        --health-cmd "curl -sfg -H $host -H 'X-Forwarded-Proto: https' $url || wget -q --header $host --header 'X-Forwarded-Proto: https' -O /dev/null $url"
        --health-interval 10s --health-timeout 5s --env-file "$5" "$4")
}

# quote WORD: sets QUOTED to it as a POSIX shell reads it.
quote() {
    if [[ $1 =~ ^[A-Za-z0-9_./:@%+=,-]+$ ]]; then QUOTED=$1; else QUOTED="'${1//\'/"'\\''"}'"; fi
}

# create_container SLOT VERSION IMAGE ENV_FILE: beside the one that stands in the slot.
create_container() {
    local said ok=0
    create_words "$(place "$1")-fresh-$(mark "$ID")" "$@"
    said=$(timeout -k 5 120 sh -c "$SCRIPT_WITH_EXPORTS" codeb-slot "$4.export" "${DOCKER[@]}" "${WORDS[@]}" 2>&1 >/dev/null) || ok=$?
    if ((ok != 0)) || [[ $said == *'does not match the detected host platform'* ]]; then refused_by_docker "$1" "$said"; fi
}

# refused_by_docker SLOT WORDS
refused_by_docker() {
    check_docker "$2"
    diagnosis_of_refusal "$2"
    fail START_FAILED "The container for $1 of $PROJECT ($ENVIRONMENT) could not be started: $SENTENCE $AS_BEFORE" "{\"diagnosis\":$DIAGNOSIS}"
}

# hand_over SLOT: takes its container out of it, while it runs on.
hand_over() {
    local name said
    name=$(place "$1")
    said=$(engine "$SCRIPT_HAND_OVER" "$name" "$name-aside-$(mark "$ID")" "${SETTINGS[codeb.isolation.network]}" 2>&1) ||
        { check_docker "$said"; fail INTERNAL "What stands in $1 could not be set aside: $said"; }
}

# start_in_slot SLOT: what was created gets the slot's name and port.
start_in_slot() {
    local said
    said=$(take_slot "$1") && return
    if [[ $said == *'is already in use by container'* ]]; then
        hand_over "$1"
        said=$(take_slot "$1") && return
    fi
    refused_by_docker "$1" "$said"
}

take_slot() {
    local name
    name=$(place "$1")
    timeout -k 5 120 sh -c "$SCRIPT_TAKE_SLOT" codeb-slot "$DOCKER_SOCKET" "$name-fresh-$(mark "$ID")" "$name" "$name-aside-$(mark "$ID")" 2>&1
}

# behind COMMAND...: goes on when this process and its caller are gone, and keeps nobody out.
behind() { setsid "$@" </dev/null >/dev/null 2>&1 9>&- & }

# afterwards PORT CONTAINER...: what nobody waits for, in a process of its own: these containers may end in their own time, those at a port
# once the requests under way there have been answered ('-': nobody is sent to them any more); then old images go.
afterwards() { behind "$SELF" afterwards --project "$PROJECT" --environment "$ENVIRONMENT" "$@"; }

run_afterwards() {
    local port container
    read_state
    for container; do
        if [[ $container == port=* ]]; then
            port=${container#port=}
            continue
        fi
        [[ ${port:--} == - ]] || visitors_leave "$port" "${SETTINGS[codeb.cleanup.drain-seconds]}"
        with_docker "$SCRIPT_REMOVE" "$container" "${SETTINGS[codeb.deploy.stop-seconds]}"
    done
    tidy_images
}
