# codeb status: what runs, what works, what differs from the registry, what is full
# shellcheck shell=bash

help_status() {
    cat <<'EOF'
Usage: codeb status [--json] [--no-scan]

The four services, the servers as these see them, operations that have not ended, each project's environment compared
with what is really there, and the disks. --no-scan leaves the comparison out, which takes a few seconds.

Ends with 0 when all is well, with 1 when something is not.
EOF
}

command_status() {
    local scan=yes
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --no-scan) scan=no ;;
        *) wrong_words "codeb status does not know '$1'. See: codeb status --help" ;;
        esac
        shift
    done
    need_root
    need_settings
    scratch
    local facts
    status_services >"$SCRATCH/services"
    json_or '{}' status_servers >"$SCRATCH/servers"
    json_or '[]' ask_service registry /files >"$SCRATCH/files"
    json_or '[]' open_operations >"$SCRATCH/operations"
    json_or '{"unknown":"the registry does not answer"}' ask_service registry /slots >"$SCRATCH/slots"
    status_disks >"$SCRATCH/disks"
    if [[ $scan == yes ]]; then status_scans >"$SCRATCH/scans"; else echo null >"$SCRATCH/scans"; fi
    facts=$(jq -n --arg version "$(installed_version)" --arg host "$(hostname)" --arg domain "$(setting codeb.base-domain)" \
        --slurpfile services "$SCRATCH/services" --slurpfile servers "$SCRATCH/servers" --slurpfile files "$SCRATCH/files" \
        --slurpfile operations "$SCRATCH/operations" --slurpfile disks "$SCRATCH/disks" --slurpfile scans "$SCRATCH/scans" \
        --slurpfile slots "$SCRATCH/slots" '
        {version: $version, host: $host, baseDomain: $domain, services: $services[0], servers: $servers[0],
         damagedFiles: [$files[0][] | select(.state != "ok")], operations: $operations[0],
         environments: [$slots[0] | select(type == "array") | .[] | . as $one
            | {project: .projectName, environment, slots: [.blue, .green | {name, state, version, healthStatus}]}
            + (($scans[0] // []) | map(select(.projectName == $one.projectName and .environment == $one.environment)) | .[0] // {}
                | {drift: (.drift // []), issues: (.issues // [])})],
         disks: $disks[0]}
        | .problems = ([.services[] | select(.ready | not) | "\(.name) is not ready"]
            + [.servers | to_entries[] | .key as $host | .value | to_entries[] | select(.value.status != "up" or .value.warning != null)
                | "\($host) \(.key): \(.value.error // .value.warning)"]
            + [.damagedFiles[] | "\(.file) is \(.state)"]
            + [.environments[] | select((.drift | length) > 0) | "\(.project) (\(.environment)) differs from the registry"]
            + [.disks[] | select(.full) | "\(.path) is \(.percent) % full"])
        | .well = (.problems == [])')
    if [[ $JSON == yes ]]; then
        printf '%s\n' "$facts"
    else
        status_text "$facts"
    fi
    jq -e .well >/dev/null <<<"$facts" || exit 1
}

status_services() {
    local service ready
    for service in "${SERVICES[@]}"; do
        ready=$(curl -s --max-time 5 "$(service_url "$service")/q/health/ready") || true
        jq -n --arg name "$service" --arg version "$(running_version "$service")" --argjson answer "$(jq -c . <<<"$ready" 2>/dev/null | grep . || echo null)" '
            {name: $name, ready: ($answer.status == "UP"), version: (if $version == "" then null else $version end),
             reason: (if $answer == null then "it does not answer" elif $answer.status == "UP" then null
                      else [$answer.checks[]? | select(.status != "UP") | .name + (if .data then ": " + ([.data[]] | join(", ")) else "" end)] | join("; ") end)}'
    done | jq -s .
}

# Provisioner and deployer each know a part of the servers.
status_servers() {
    { json_or '{}' ask_service provisioner /hosts/health && json_or '{}' ask_service deployer /hosts/health; } | jq -s 'reduce .[] as $one ({}; . * $one)'
}

# status_scans: all environments compared with what is really there, four at a time.
status_scans() {
    local project environment running=0
    mkdir "$SCRATCH/scan"
    environments >"$SCRATCH/environments" 2>/dev/null || true
    while read -r project environment; do
        json_or "$(jq -nc --arg project "$project" --arg environment "$environment" '{projectName: $project, environment: $environment,
            drift: [], issues: ["It could not be compared: the deployer does not answer."]}')" \
            ask_service deployer "/scan/$project/$environment" --max-time 40 >"$SCRATCH/scan/$project $environment" &
        if ((++running >= 4)); then wait -n || true; fi
    done <"$SCRATCH/environments"
    wait
    cat /dev/null "$SCRATCH/scan"/* | jq -s .
}

# status_disks: bytes and files of the file systems that fill up.
status_disks() {
    local path
    for path in / /var "$(setting codeb.paths.root /opt/codeb)" /var/lib/docker /var/lib/postgresql /var/lib/redis /var/backups/codeb; do
        [[ -d $path ]] || continue
        printf '%s %s %s\n' "$path" "$(df --output=target,pcent "$path" | tail -n 1)" "$(df --output=ipcent "$path" | tail -n 1)"
    done | awk '!seen[$2]++ { print $1, $2, $3 + 0, $4 + 0 }' |
        jq -Rn '[inputs | split(" ") | {path: .[0], fileSystem: .[1], percent: ([.[2], .[3]] | map(tonumber) | max)} | .full = (.percent >= 90)]'
}

status_text() {
    jq -r '
        def pad($n): . + (" " * ([$n - length, 1] | max));
        "CodeB \(if .version == "" then "(version unknown)" else .version end) on \(.host), base domain \(.baseDomain)", "",
        "Services",
        (.services[] | "  " + (.name | pad(22)) + (if .ready then "ready" else "NOT READY: " + .reason end) + (if .version then "  " + .version else "" end)),
        "", "Servers",
        (if .servers == {} then "  unknown, as neither provisioner nor deployer answers" else empty end),
        (.servers | to_entries[] | .key as $host | .value | to_entries[]
            | "  " + ("\($host) \(.key)" | pad(22)) + (if .value.status == "up" then "up" else "DOWN: \(.value.error)" end)
              + (if .value.version then " \(.value.version)" else "" end) + (if .value.warning then "  \(.value.warning)" else "" end)),
        (if .damagedFiles == [] then empty else "", "Damaged registry files (codeb restore-registry puts the last good version back)", (.damagedFiles[] | "  \(.file): \(.problem)") end),
        "", "Operations that have not ended" + (if .operations == [] then ": none" else "" end),
        (.operations[] | "  \(.kind) of \(.project) (\(.environment)), \(.state) since \(.since)\(if .step then ", at \(.step)" else "" end), \(.id)"),
        "", "Projects" + (if .environments == [] then ": none" else "" end),
        (.environments[] | "  " + ("\(.project) (\(.environment))" | pad(30))
            + ([.slots[] | "\(.name) " + (if .state == "empty" then "empty" else "\(.version) \(.state)" end)] | join(", ")),
            (.drift[]? | "      \(.what): expected \(.expected // "nothing"), found \(.found // "nothing")\(if .repairable then "; workflow_repair mends it" else "; a person has to decide" end)"),
            (.issues[]? | "      \(.)")),
        "", "Disks",
        (.disks[] | "  " + (.path | pad(22)) + "\(.percent) %" + (if .full then "  FULL" else "" end)),
        "",
        (if .well then "All is well." else "\(.problems | length) to look at: \(.problems | join("; ")). codeb doctor says what to do." end)' <<<"$1"
}
