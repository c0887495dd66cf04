# codeb logs: what the services write into their logs
# shellcheck shell=bash

help_logs() {
    cat <<'EOF'
Usage: codeb logs [SERVICE] [--follow] [--since TIME] [--lines N] [--correlation ID] [--json]

The journal of one service (registry, provisioner, deployer, gateway), or of all four together.

  --lines N         the last N lines (100)
  --since TIME      as journalctl reads it: "10 min ago", "2026-11-30 12:00", yesterday
  --follow          go on until Ctrl-C
  --correlation ID  only the lines of one call: the correlationId of its answer
  --json            journald's own JSON, a line each

Logs of an application: the tool `logs`, or docker logs on the App Server.
EOF
}

command_logs() {
    local words=() units=() lines=100 service correlation='' follow=no
    while (($# > 0)); do
        case $1 in
        --follow | -f) follow=yes ;;
        --json) JSON=yes ;;
        --since | --lines | --correlation)
            [[ -n ${2:-} ]] || wrong_words "$1 needs a value. See: codeb logs --help"
            case $1 in
            --since) words+=("--since=$2") ;;
            --lines) lines=$2 ;;
            --correlation) correlation=$2 ;;
            esac
            shift
            ;;
        -*) wrong_words "codeb logs does not know '$1'. See: codeb logs --help" ;;
        *)
            [[ " ${SERVICES[*]} " == *" $1 "* ]] || wrong_words "There is no service '$1'. They are: ${SERVICES[*]}."
            units+=("--unit=codeb-$1.service")
            ;;
        esac
        shift
    done
    [[ $lines =~ ^[0-9]{1,7}$ ]] || wrong_words "--lines takes a number, not '$lines'."
    [[ -z $correlation || $correlation =~ ^[A-Za-z0-9._:-]{1,100}$ ]] || wrong_words "'$correlation' is no correlation id: it stands in each answer as correlationId."
    need_root
    command -v journalctl >/dev/null || die "There is no journalctl here. Where the services run without systemd, their logs are files; in a sandbox: deploy/sandbox logs"
    ((${#units[@]} > 0)) || for service in "${SERVICES[@]}"; do units+=("--unit=codeb-$service.service"); done
    # The lines of one call are few, and may lie far back.
    if [[ -n $correlation ]]; then
        words+=("--grep=$(sed 's/[.]/\\./g' <<<"$correlation")" --case-sensitive=true)
    fi
    words+=("--lines=$lines")
    [[ $follow == no ]] || words+=(--follow)
    if [[ $JSON == yes ]]; then words+=(--output=json); else words+=(--output=short-iso); fi
    journalctl --no-pager --quiet "${units[@]}" "${words[@]}" || {
        # Nothing found is 1, too.
        [[ -n $correlation && $follow == no ]] || return 1
        die "No line of the journal names $correlation. Older ones may be gone already (journalctl --disk-usage)."
    }
}
