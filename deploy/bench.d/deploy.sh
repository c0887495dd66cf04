# A deploy, against the same work by a shell script. In turn, so that both see the same machine.
# shellcheck shell=bash disable=SC2154

measure_deploy() {
    local i codeb=() floor=()
    floor_open
    make_project
    note "deploy: making $((2 * RUNS + 2)) images"
    for ((i = 0; i <= RUNS; i++)); do
        new_image ok:v1 "bench-codeb-$i"
        new_image ok:v1 "bench-floor-$i"
    done
    for ((i = 0; i <= RUNS; i++)); do
        floor+=("$(millis floor_deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-floor-$i" "$i")")
        sleep 1
        codeb+=("$(millis deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:bench-codeb-$i")")
        sleep 1
    done
    local ours theirs
    ours=$(median "${codeb[@]:1}") theirs=$(median "${floor[@]:1}")
    row "deploy (pull, run, healthy)" ms "$ours" "$theirs" "<= 1.15 x floor" "$(ratio "$ours" "$theirs")" "<=" 1.15
}
