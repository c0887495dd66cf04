# Promote and rollback, with the check through Caddy.
# shellcheck shell=bash disable=SC2154

measure_switch() {
    local i promotes=() rollbacks=() floor=()
    floor_open
    make_project
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v1" >/dev/null
    promote >/dev/null
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v2" >/dev/null
    local port
    port=$(tool slot_status "{\"projectName\":\"$PROJECT\"}" | jq .blue.port)
    for ((i = 0; i < 2 * RUNS; i++)); do
        promotes+=("$(millis promote)")
        rollbacks+=("$(millis rollback)")
        floor+=("$(millis floor_switch "$PROJECT.$CODEB_BASE_DOMAIN" "$port")")
    done
    local base
    base=$(median "${floor[@]}")
    row promote ms "$(median "${promotes[@]}")" "$base" "< 100 ms" "$(median "${promotes[@]}")" "<" 100
    row rollback ms "$(median "${rollbacks[@]}")" "$base" "< 100 ms" "$(median "${rollbacks[@]}")" "<" 100
}
