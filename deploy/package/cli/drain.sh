# codeb drain: lets running operations end, so that this machine can be rebooted
# shellcheck shell=bash

help_drain() {
    cat <<'EOF'
Usage: codeb drain [--seconds N] [--json]     stop the gateway, wait until no operation is open (300 s)
       codeb drain --end                      start the gateway again

Nobody begins an operation while the gateway is stopped, not even reads come through; applications and their visitors
notice nothing. Ends with 0 when it is safe to reboot: the services start again with the machine. When the time is over,
it says what still runs, starts the gateway again and ends with 1. (An operation that a reboot interrupts is finished or
taken back afterwards by itself; draining only spares its caller that.)
EOF
}

command_drain() {
    local seconds=300 end=no open
    while (($# > 0)); do
        case $1 in
        --json) JSON=yes ;;
        --end) end=yes ;;
        --seconds)
            [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || wrong_words "--seconds takes a number. See: codeb drain --help"
            seconds=$2
            shift
            ;;
        *) wrong_words "codeb drain does not know '$1'. See: codeb drain --help" ;;
        esac
        shift
    done
    need_root
    need_settings
    if [[ $end == yes ]]; then
        control_services start gateway
        wait_until 60 service_is_ready gateway || die "The gateway does not get ready. Look: codeb logs gateway"
        say "The gateway takes calls again."
        return
    fi
    open_operations >/dev/null 2>&1 || die "The registry does not answer, so nobody knows which operations are open. Look: codeb status"
    control_services stop gateway
    wait_until "$seconds" nothing_is_open || {
        open=$(json_or '[]' open_operations)
        control_services start gateway
        drain_told "$open" false
        say "Not drained within $seconds s; the gateway takes calls again. Wait longer with --seconds, or look at what hangs: codeb logs --correlation ID"
        exit 1
    }
    drain_told '[]' true
    say "No operation is open, and none can begin: it is safe to reboot. Not rebooting after all? codeb drain --end"
}

nothing_is_open() { [[ $(open_operations 2>/dev/null) == '[]' ]]; }

drain_told() {
    if [[ $JSON == yes ]]; then
        jq -n --argjson open "$1" --argjson drained "$2" '{drained: $drained, open: $open}'
    else
        jq -r '.[] | "\(.kind) of \(.project) (\(.environment)), \(.state) since \(.since)\(if .step then ", at \(.step)" else "" end), \(.id)"' <<<"$1"
    fi
}
