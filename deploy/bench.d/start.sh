# Start-up time and resident memory of the four services; the floor is four empty JVMs with the same options.
# shellcheck shell=bash disable=SC2154

SERVICES=(registry provisioner deployer gateway)

service_pid() { cut -d' ' -f1 "$CODEB_SANDBOX_HOME/run/$1.pid"; }

resident_kib() { awk '/^VmRSS/ {print $2}' "/proc/$1/status"; }

resident_mib() {
    local pid sum=0
    for pid in "$@"; do sum=$((sum + $(resident_kib "$pid"))); done
    echo $((sum / 1024))
}

# What the services take of the machine: a page that several of them share counts once.
shared_mib() {
    local pid sum=0
    for pid in "$@"; do sum=$((sum + $(awk '/^Pss:/ {print $2}' "/proc/$pid/smaps_rollup"))); done
    echo $((sum / 1024))
}

# The address that a service's own command line tells.
ready_url() {
    local port
    port=$(tr '\0' '\n' <"/proc/$1/cmdline" | sed -n 's/^-Dquarkus.http.port=//p')
    printf 'http://%s:%s/q/health/live' "$CODEB_APP_HOST" "$port"
}

# All four at once, by their own command lines and environments, until each answers; then back to the sandbox's care.
measure_start() {
    local service pid urls=() pids=() start took memory shared floor_took floor_memory floor_shared i=0
    for service in "${SERVICES[@]}"; do
        pid=$(service_pid "$service")
        urls+=("$(ready_url "$pid")")
        tr '\0' '\n' <"/proc/$pid/cmdline" >"$BENCH_WORK/$service.words"
        tr '\0' '\n' <"/proc/$pid/environ" >"$BENCH_WORK/$service.environment"
        readlink "/proc/$pid/cwd" >"$BENCH_WORK/$service.folder"
        stat -c %u "/proc/$pid" >"$BENCH_WORK/$service.user"
    done
    for service in "${SERVICES[@]}"; do "$SANDBOX" stop "$service" 2>/dev/null; done
    start=$(now_us)
    for service in "${SERVICES[@]}"; do
        launch "$service"
        pids+=("$!")
    done
    for url in "${urls[@]}"; do until curl -sf -o /dev/null "$url"; do sleep 0.02; done; done
    took=$((($(now_us) - start) / 1000))
    # Until what only the start needed is given back, and the executors have asked their servers for the first time.
    sleep 6
    memory=$(resident_mib "${pids[@]}")
    shared=$(shared_mib "${pids[@]}")
    kill "${pids[@]}" || true
    wait "${pids[@]}" 2>/dev/null || true
    pids=()
    "$(dirname "$(newest_java)")/javac" -d "$BENCH_WORK" "$BENCH_SOURCE/bench.d/Empty.java"
    start=$(now_us)
    for i in 1 2 3 4; do
        empty_jvm "$i" &
        pids+=("$!")
    done
    for i in 1 2 3 4; do until [[ -s $BENCH_WORK/jvm-$i ]]; do sleep 0.02; done; done
    floor_took=$((($(now_us) - start) / 1000))
    floor_memory=$(resident_mib "${pids[@]}")
    floor_shared=$(shared_mib "${pids[@]}")
    kill "${pids[@]}" || true
    wait "${pids[@]}" 2>/dev/null || true
    for service in "${SERVICES[@]}"; do "$SANDBOX" start "$service" 2>/dev/null; done
    row "four services started at once, ready" ms "$took" "$floor_took" "< 4000 ms" "$took" "<" 4000
    row "their resident memory together" MiB "$memory" "$floor_memory" "<= 400 MiB" "$memory" "<=" 400
    row "likewise, shared pages counted once" MiB "$shared" "$floor_shared" "<= 400 MiB" "$shared" "<=" 400
}

launch() {
    local words environment
    mapfile -t words <"$BENCH_WORK/$1.words"
    mapfile -t environment <"$BENCH_WORK/$1.environment"
    (cd "$(<"$BENCH_WORK/$1.folder")" && exec setpriv --reuid "$(<"$BENCH_WORK/$1.user")" --clear-groups env -i "${environment[@]}" "${words[@]}" >"$BENCH_WORK/$1.log" 2>&1) &
}

empty_jvm() {
    local options words environment
    mapfile -t words <"$BENCH_WORK/gateway.words"
    mapfile -t options < <(printf '%s\n' "${words[@]}" | grep -E '^-X' | grep -v AOTCache)
    mapfile -t environment <"$BENCH_WORK/gateway.environment"
    exec env -i "${environment[@]}" "${words[0]}" "${options[@]}" -cp "$BENCH_WORK" Empty >"$BENCH_WORK/jvm-$1"
}
