# Promote and rollback, with the check through Caddy.
# shellcheck shell=bash disable=SC2154

measure_switch() {
    local i promotes=() rollbacks=() floor=()
    floor_open
    warm_up
    with_two_versions
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
    restart_services
    row "the first promote after a start" ms "$(millis promote)" "$base" -
}

restart_services() {
    local service
    for service in registry provisioner deployer gateway; do "$SANDBOX" restart "$service" >/dev/null 2>&1; done
    WARM=
    sleep 6
}
