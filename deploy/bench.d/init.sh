# workflow_init with a database, against a script that makes database, record, site and reloads Caddy.
# shellcheck shell=bash disable=SC2154

init() { tool workflow_init "{\"projectName\":\"$PROJECT\",\"database\":true,\"redis\":false}"; }

measure_init() {
    local i codeb=() floor=()
    floor_open
    for ((i = 0; i < RUNS; i++)); do
        new_project
        codeb+=("$(millis init)")
        floor+=("$(millis floor_init "benchfloor$i")")
    done
    for ((i = 0; i < RUNS; i++)); do floor_forget_init "benchfloor$i" >/dev/null 2>&1; done
    row "workflow_init (certificate and all)" ms "$(median "${codeb[@]}")" "$(median "${floor[@]}")" -
}
