# How long until a container that exits at once is refused, with its reason.
# shellcheck shell=bash disable=SC2154

measure_refusal() {
    local i codeb=() floor=() image=$CODEB_IMAGE_REGISTRY/e2e/crash:v1
    floor_open
    make_project
    for ((i = 0; i < RUNS; i++)); do
        codeb+=("$(millis deploy "$image" EXITED)")
        floor+=("$(millis floor_crash "$image" "$i")")
    done
    row "refusal of a container that exits" ms "$(median "${codeb[@]}")" "$(median "${floor[@]}")" "< 2000 ms" \
        "$(median "${codeb[@]}")" "<" 2000
}
