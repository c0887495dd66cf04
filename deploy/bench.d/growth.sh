# What grows: the registry after many calls, an init beside many sites, Caddy's memory. The short form takes some minutes;
# CODEB_BENCH_CALLS=35000 CODEB_BENCH_SITES=150 is what is spoken of in docs/reliability.md.
# shellcheck shell=bash disable=SC2154

GROWTH_CALLS=${CODEB_BENCH_CALLS:-2000}
GROWTH_SITES=${CODEB_BENCH_SITES:-30}
FEW_SITES=10

measure_growth() {
    growth_of_the_registry
    growth_of_sites
}

# As many operations, of calls that are refused after they began; then a start of the registry with all of them.
growth_of_the_registry() {
    local i took_before took memory_before memory projects=()
    for ((i = 0; i < 8; i++)); do
        new_project
        tool workflow_init "{\"projectName\":\"$PROJECT\",\"database\":false,\"redis\":false}" >/dev/null
        projects+=("$PROJECT")
    done
    took_before=$(registry_start_ms)
    memory_before=$(resident_mib "$(service_pid registry)")
    note "growth: $GROWTH_CALLS calls"
    "$(newest_java)" "$BENCH_SOURCE/bench.d/Operations.java" "$GROWTH_CALLS" "${projects[@]}" >&2
    took=$(registry_start_ms)
    memory=$(resident_mib "$(service_pid registry)")
    row "registry's start after $GROWTH_CALLS calls" ms "$took" "$took_before" "<= 2 x" "$(ratio "$took" "$took_before")" "<=" 2
    row "registry's memory after $GROWTH_CALLS calls" MiB "$memory" "$memory_before" "<= 2 x" \
        "$(ratio "$memory" "$memory_before")" "<=" 2
}

# From its process to its readiness, and some seconds more until what only the start needed is given back.
registry_start_ms() {
    local url start took
    url=$(ready_url "$(service_pid registry)")
    "$SANDBOX" stop registry 2>/dev/null
    start=$(now_us)
    "$SANDBOX" start registry 2>/dev/null
    until curl -sf -o /dev/null "${url%live}ready"; do sleep 0.02; done
    took=$((($(now_us) - start) / 1000))
    sleep 5
    echo "$took"
}

growth_of_sites() {
    local few many memory_few memory_many sites_few sites_many
    sites_until "$FEW_SITES"
    sites_few=$(count_sites)
    few=$(init_ms)
    memory_few=$(caddy_kib)
    note "growth: sites until there are $GROWTH_SITES"
    sites_until "$GROWTH_SITES"
    sites_many=$(count_sites)
    many=$(init_ms)
    memory_many=$(caddy_kib)
    row "workflow_init at $sites_many sites, by at $sites_few" ms "$many" "$few" "<= 2 x" "$(ratio "$many" "$few")" "<=" 2
    ((sites_many <= sites_few)) ||
        row "Caddy's memory for each further site" KiB "$(((memory_many - memory_few) / (sites_many - sites_few)))" - -
    row "Caddy's memory at $sites_many sites" MiB "$((memory_many / 1024))" "$((memory_few / 1024))" -
}

count_sites() {
    local sites=("$CODEB_SITES"/[!_]*.caddy)
    echo "${#sites[@]}"
}

caddy_kib() { resident_kib "$(service_pid caddy)"; }

sites_until() { while (($(count_sites) < $1)); do init_site; done; }

init_site() {
    new_project
    tool workflow_init "{\"projectName\":\"$PROJECT\",\"database\":false,\"redis\":false}" >/dev/null
}

init_ms() {
    local i times=()
    for ((i = 0; i < RUNS; i++)); do
        new_project
        times+=("$(millis tool workflow_init "{\"projectName\":\"$PROJECT\",\"database\":false,\"redis\":false}")")
    done
    median "${times[@]}"
}
