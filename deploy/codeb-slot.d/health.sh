# One meaning of healthy: GET healthPath, asked from the host as a visitor asks, answers 2xx. By the same scripts as the deployer's.
# shellcheck shell=bash

DOCKER_FORM='{"Id":{{json .Id}},"Name":{{json .Name}},"RestartCount":{{.RestartCount}},"State":{{json .State}},"Image":{{json .Config.Image}},"Labels":{{json .Config.Labels}}}'
LISTENS_ELSEWHERE=6

# ask_health SLOT SECONDS: sets HEALTH to how it ended, and PROBE_STATUS, PROBE_MILLIS, PROBE_REDIRECT. Fails only when it cannot be asked.
ask_health() {
    local said seconds ok=0
    HEALTH_SECONDS=$2
    HEALTH_URL=http://127.0.0.1:${SLOT[$1.port]}$HEALTH_PATH
    said=$(unlock && sh -c "$SCRIPT_AWAIT_HEALTH" codeb-slot "$DOCKER_LINE" "$(place "$1")" "$HEALTH_URL" "$DOMAIN" "$CONTAINER_PORT" "$2" \
        "${SETTINGS[codeb.health.interval-seconds]}" "$LISTENS_ELSEWHERE" 2>&1) || ok=$?
    if ((ok != 0)) || ! [[ $said =~ (^|$'\n')end\ ([a-z]+)($'\n'|$) ]]; then
        check_docker "$said"
        fail INTERNAL "The health of $1 of $PROJECT ($ENVIRONMENT) cannot be asked: $said"
    fi
    HEALTH=${BASH_REMATCH[2]}
    said=${said##*probe }
    read -r PROBE_STATUS seconds PROBE_REDIRECT <<<"$said"
    PROBE_STATUS=$((10#$PROBE_STATUS))
    seconds=${seconds/,/.}
    local part=${seconds#*.}000000
    PROBE_MILLIS=$(((10#${seconds%.*} * 1000000 + 10#${part:0:6} + 500) / 1000))
    HEALTH_WORDS="The host got $PROBE_STATUS in $PROBE_MILLIS ms."
}

# await_healthy SLOT: waits until a new container is healthy; Docker keeps it running from then on.
await_healthy() {
    local said inside docker
    ask_health "$1" "${SETTINGS[codeb.health.seconds]}"
    [[ $HEALTH == healthy ]] || unhealthy "$1"
    said=$(engine "$SCRIPT_KEEP_RUNNING" "$(place "$1")" "http://127.0.0.1:$CONTAINER_PORT$HEALTH_PATH" "$DOMAIN" 2>&1) || {
        check_docker "$said"
        fail INTERNAL "Docker was not told to keep $1 of $PROJECT ($ENVIRONMENT) running: $said"
    }
    docker=$(sed -n 's/^docker //p' <<<"$said") inside=$(sed -n 's/^inside //p' <<<"$said")
    [[ $inside != 000 ]] || inside='no answer'
    HEALTH_WORDS="${HEALTH_WORDS%.}; inside the container: $inside; Docker's health check: $docker."
}

# unhealthy SLOT: fails, with why; called before anything is taken back.
unhealthy() {
    local at probe seen env=${ENV_FILE-} exports=
    [[ -z $env ]] || exports=$env.export
    seen=$(sh -c "$SCRIPT_EXAMINE" codeb-slot "$(place "$1")" 50 "$env" "$exports" "$DOCKER_FORM" "${SLOT[$1.port]}" "${DOCKER[@]}" 2>/dev/null) || seen=
    object port: "$CONTAINER_PORT" healthPath "$HEALTH_PATH" memory "$MEMORY" host "$DOMAIN" seconds: "$HEALTH_SECONDS"
    at=$OBJECT
    object url "$HEALTH_URL" status: "$PROBE_STATUS" latency: "$PROBE_MILLIS" redirect "$PROBE_REDIRECT"
    probe=$OBJECT
    told=$(printf '%s' "$seen" | jq -Rs --argjson at "$at" --arg outcome "$HEALTH" --argjson probe "$probe" \
        "$PROGRAM_DIAGNOSIS diagnosis(\$at; \$outcome; \$probe) | .log |= map(masked) | .sentence, tojson" --raw-output)
    SENTENCE=${told%%$'\n'*} DIAGNOSIS=${told#*$'\n'}
    fail UNHEALTHY "$1 of $PROJECT ($ENVIRONMENT) is not healthy: $SENTENCE $AS_BEFORE" "{\"diagnosis\":$DIAGNOSIS}"
}

# diagnosis_of_refusal WORDS: sets SENTENCE and DIAGNOSIS.
diagnosis_of_refusal() {
    local told
    told=$(printf '%s' "$1" | tail -c 600 | jq -Rsr "$PROGRAM_DIAGNOSIS sub(\"\\\\s+\$\"; \"\") | refusal | (.sentence | gsub(\"\\n\"; \" \")), tojson")
    SENTENCE=${told%%$'\n'*} DIAGNOSIS=${told#*$'\n'}
}
