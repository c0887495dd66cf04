# Calls a second; the floor is the gateway's own emptiest answer.
# shellcheck shell=bash disable=SC2154

newest_java() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [[ -x $home/bin/javac ]] && (($("$home/bin/javac" -version 2>&1 | sed 's/[^0-9]*\([0-9]*\).*/\1/') >= 25)); then
            printf '%s/bin/java' "$home"
            return
        fi
    done
    die "No JDK 25 or later was found. Set JAVA_HOME."
}

measure_calls() {
    local java status mcp live
    java=$(newest_java)
    make_project
    deploy "$CODEB_IMAGE_REGISTRY/e2e/ok:v1" >/dev/null
    read -r live status mcp < <("$java" "$BENCH_SOURCE/bench.d/Calls.java" "$PROJECT")
    row "slot_status, 8 callers" calls/s "$status" "$live" ">= 1000" "$status" ">=" 1000
    row "MCP tools/call of it, 8 callers" calls/s "$mcp" "$live" ">= 1000" "$mcp" ">=" 1000
}
