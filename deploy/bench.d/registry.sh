# The registry's own figures, as RegistryBench measures them: on this machine's disk, and in memory with syncs that take 1 ms.
# shellcheck shell=bash disable=SC2154

measure_registry() {
    local module=$PROJECT_DIR/registry-service
    if [[ ! -f $module/target/test-classes/kr/codeb/registry/ssot/RegistryBench.class ]]; then
        note "registry: building RegistryBench"
        (cd "$PROJECT_DIR" && JAVA_HOME=$(dirname "$(dirname "$(newest_java)")") ./mvnw -q -pl registry-service -am test-compile) >&2
    fi
    registry_table "disk" "$BENCH_WORK"
    registry_table "1 ms" /dev/shm 1
}

# registry_table NAME FOLDER [MILLISECONDS]: what a sync takes, every figure, and what is to be reached.
registry_table() {
    local name=$1 out=$BENCH_WORK/registry what projects writers rate floor
    note "registry, $name: 27 figures, five times each, and their floors; some minutes"
    registry_bench "${@:2}" >"$out"
    read -r _ rate floor < <(grep ^sync "$out")
    row "$name: a sync, median (p95 $floor)" ms "$rate" - -
    while read -r what projects writers rate floor; do
        [[ $what == sync ]] || row "$(printf '%s, %s: %s by %s' "$name" "$projects" "$(registry_word "$what")" "$writers")" /s "$rate" "$floor" -
    done <"$out"
    registry_goals "$name"
}

registry_word() { case $1 in ssot) echo "SSOT change" ;; slot) echo "slot change" ;; ports) echo "pair of ports" ;; esac; }

# Costs and gains are ratios of two figures; the floor's are the floor's own. Pairs of ports have a goal where a sync takes 1 ms.
registry_goals() {
    local projects value floor verdict=()
    value=$(ratio "$(rate_of slot 10 1)" "$(rate_of slot 10000 1)")
    floor=$(ratio "$(floor_of slot 10 1)" "$(floor_of slot 10000 1)")
    row "$1: slot change at 10,000 by at 10" times "$value" "$floor" "<= 2" "$value" "<=" 2
    for projects in 10 1000 10000; do
        value=$(ratio "$(rate_of slot "$projects" 32)" "$(rate_of slot "$projects" 1)")
        floor=$(ratio "$(floor_of slot "$projects" 32)" "$(floor_of slot "$projects" 1)")
        row "$1, $projects: 32 writers by one" times "$value" "$floor" ">= 8" "$value" ">=" 8
    done
    [[ $1 != "1 ms" ]] || verdict=("$(rate_of ports 10000 32)" ">=" 500)
    row "$1, 10000: pairs of ports by 32" /s "$(rate_of ports 10000 32)" "$(floor_of ports 10000 32)" ">= 500 at 1 ms" "${verdict[@]}"
}

rate_of() { awk -v key="$*" '$1 " " $2 " " $3 == key {print $4}' "$BENCH_WORK/registry"; }
floor_of() { awk -v key="$*" '$1 " " $2 " " $3 == key {print $5}' "$BENCH_WORK/registry"; }

# With the options that the registry's own process has.
registry_bench() {
    local options heap module=$PROJECT_DIR/registry-service lib=$PROJECT_DIR/registry-service/target/quarkus-app/lib
    mapfile -t options < <(grep -v '^#' "$BENCH_SOURCE/jvm.options")
    heap=$(sed -n 's/^registry_start.*start_service registry \([0-9]*\).*/\1/p' "$BENCH_SOURCE/sandbox.d/services.sh")
    "$(newest_java)" "${options[@]}" "-Xmx${heap}m" --enable-native-access=ALL-UNNAMED \
        -cp "$module/target/classes:$module/target/test-classes:$lib/main/*:$lib/boot/*" kr.codeb.registry.ssot.RegistryBench "$@"
}
