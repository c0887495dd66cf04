# codeb audit: proves that no entry of the audit was changed, removed or moved
# shellcheck shell=bash

help_audit() {
    cat <<'EOF'
Usage: codeb audit verify [--json]

Has the registry follow the chain of hashes through the whole audit. Ends with 0 when it is whole, with 1 when it is not:
then the first entry that was tampered with is named.

Who is root can write the whole chain anew. Against that, copy audit-ends.json out of the registry's folder to another
machine now and then, and compare; codeb backup takes it along.
EOF
}

command_audit() {
    local verdict
    [[ ${1:-} == verify ]] || wrong_words "codeb audit knows one word, verify. See: codeb audit --help"
    only_json "${@:2}"
    need_root
    need_settings
    verdict=$(ASK_SECONDS=120 ask_service registry /audit/verification 2>/dev/null) ||
        die "The audit was not verified. $(reason "$verdict" | grep . || echo "The registry does not answer; look: codeb status")"
    if [[ $JSON == yes ]]; then
        jq '{intact: (.problem == null), entries, first, problem}' <<<"$verdict"
    else
        jq -r 'if .problem == null then "The audit is whole: \(.entries) entries\(if .entries > 0 then ", from number \(.first) on" else "" end)."
            else "THE AUDIT WAS CHANGED. \(.problem) \(.entries) entries before that are whole." end' <<<"$verdict"
    fi
    jq -e '.problem == null' >/dev/null <<<"$verdict" || {
        say "Keep the registry's folder as it is, and compare it with the last good backup: codeb backup verify FILE"
        exit 1
    }
}
