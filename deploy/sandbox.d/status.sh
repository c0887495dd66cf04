# status and logs: what runs, and what it said.
# shellcheck shell=bash

status() {
    need_root
    local n part
    n=$(recall network)
    if [[ -z $n ]]; then
        echo "There is no sandbox in $SANDBOX_HOME. Run: deploy/sandbox up"
        return
    fi
    name_network "$n"
    printf '%-17s %-9s %-22s %7s %8s  %s\n' PART STATE ADDRESS PID MEMORY SINCE
    UNWELL=()
    for part in "${PARTS[@]}"; do print_status "$part"; done
    printf '\nState: %s   Logs: %s   URL: %s\n' "$SANDBOX_HOME" "$LOG_DIR" "$(service_url gateway)"
    judge
}

# What it comes to, in one sentence.
judge() {
    if ((${#UNWELL[@]} == 0)); then
        echo "All is up. A last word on everything, hosts included, is the tool health_check: curl -s $(service_url gateway)/health"
    elif ((${#UNWELL[@]} == ${#PARTS[@]})) || ! network_is_ours; then
        echo "The sandbox is down. Run: deploy/sandbox up"
    else
        echo "Not up: ${UNWELL[*]}. Run deploy/sandbox logs ${UNWELL[0]} to see why, and deploy/sandbox up to start what is missing."
    fi
}

print_status() {
    local pid=- state=down memory=- since=-
    if is_foreign_docker "$1"; then
        if call docker ready; then state=not-ours; fi
    elif pid=$(pid_of "$1"); then
        if call "$1" ready; then state=up; else state=silent; fi
        memory=$(ps -o rss= -p "$pid" | awk '{printf "%d MB", $1 / 1024}')
        since=$(ps -o etime= -p "$pid" | tr -d ' ')
    else
        pid=-
    fi
    [[ $state == @(up|not-ours) ]] || UNWELL+=("$1")
    printf '%-17s %-9s %-22s %7s %8s  %s\n' "$1" "$state" "$(address_of "$1")" "$pid" "$memory" "$since"
}

address_of() {
    case $1 in
    docker) basename "$(recall docker)" ;;
    caddy) echo "$APP_HOST:$(port_of caddy-http),$(port_of caddy-https)" ;;
    sshd-storage) echo "$STORAGE_HOST:22" ;;
    postgres) echo "$STORAGE_HOST:5432" ;;
    redis) echo "$STORAGE_HOST:6379" ;;
    pdns) echo "$STORAGE_HOST:53" ;;
    *) echo "$APP_HOST:$(port_of "$1")" ;;
    esac
}

# print_logs [PART] [-f]
print_logs() {
    need_root
    local part="" follow=() files
    while (($# > 0)); do
        case $1 in
        -f) follow=(-f) ;;
        -*) die "logs knows one option, -f; it got '$1'." ;;
        *)
            [[ -z $part ]] || die "logs shows one part or all; it got '$part' and '$1'."
            part=$1
            ;;
        esac
        shift
    done
    if [[ -n $part ]]; then
        check_part "$part"
        [[ -f $(log_file "$part") ]] || die "$part has written no log yet."
        tail -n 200 "${follow[@]}" "$(log_file "$part")"
    else
        files=("$LOG_DIR"/*.log)
        ((${#files[@]} > 0)) || die "There are no logs in $LOG_DIR yet."
        tail -n 20 "${follow[@]}" "${files[@]}"
    fi
}
