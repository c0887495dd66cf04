# A deploy, against the same work by a shell script. In turn, so that both see the same machine.
# shellcheck shell=bash disable=SC2154

# Onto a slot whose version waits, and, as from day to day, onto the one that was production before.
measure_deploy() {
    local i waiting=() grace=() floor=() script=()
    floor_open
    warm_up
    make_project
    note "deploy: making $((4 * RUNS + 4)) images"
    for ((i = 0; i <= RUNS; i++)); do
        new_image ok:v1 "bench-waiting-$i"
        new_image ok:v1 "bench-grace-$i"
        new_image ok:v1 "bench-script-$i"
        new_image ok:v1 "bench-floor-$i"
    done
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v1" >/dev/null
    promote >/dev/null
    for ((i = 0; i <= RUNS; i++)); do
        floor+=("$(millis floor_deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-floor-$i" "$i")")
        sleep 1
        grace+=("$(millis deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-grace-$i")")
        sleep 1
        waiting+=("$(millis deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-waiting-$i")")
        sleep 1
        script+=("$(millis slot_deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-script-$i")")
        promote >/dev/null
        sleep 1
    done
    local base
    base=$(median "${floor[@]:1}")
    deploy_row "deploy onto a waiting version" 1.15 "$base" "${waiting[@]:1}"
    deploy_row "deploy onto the version before" 1.15 "$base" "${grace[@]:1}"
    deploy_row "deploy by codeb-slot on the host" 1.3 "$base" "${script[@]:1}"
}

# deploy_row WHAT GOAL FLOOR MILLIS...
deploy_row() {
    local ours theirs=$3
    ours=$(median "${@:4}")
    row "$1" ms "$ours" "$theirs" "<= $2 x floor" "$(ratio "$ours" "$theirs")" "<=" "$2"
}
