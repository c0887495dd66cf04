# The owner's API key: made once, kept in a file that only root reads, printed by `up` and `env`.
# shellcheck shell=bash

KEY_FILE=$SECRET_DIR/owner-key
KEY_IS_NEW=no

owner_key() {
    [[ ! -s $KEY_FILE ]] || return 0
    # In its place before it is asked for: the registry gives the key once, also to somebody who is killed meanwhile.
    local answer=$SECRET_DIR/owner-answer status=200
    jq -e .key "$answer" >/dev/null 2>&1 || status=$(printf 'X-CodeB-Internal: %s\n' "$(secret_value internal)" |
        curl -s -o "$answer" -w '%{http_code}' --max-time 20 -H @- -H 'Content-Type: application/json' \
            -d "{\"teamId\":\"$(owner_team)\",\"name\":\"owner\"}" "$(service_url registry)/keys/owner") || true
    if [[ $status == 2* ]]; then
        jq -er .key "$answer" | put "$KEY_FILE" 0600
        rm -f "$answer"
        # shellcheck disable=SC2034
        KEY_IS_NEW=yes
        return
    fi
    warn "The registry answered $status: $(head -c 500 "$answer")"
    rm -f "$answer"
    [[ $status != 409 ]] || die "This registry has an owner key already, but its text is not in $KEY_FILE. Put it there, or run: deploy/sandbox reset"
    die "The owner key could not be made; see $(log_file registry)."
}

# An adopted registry that belongs to one team keeps that team.
owner_team() {
    local team
    team=$(jq -r '[.projects[]?.teamId | strings] | unique | if length == 1 then .[0] else empty end' \
        "$CODEB_DIR/registry/ssot.json" 2>/dev/null) || true
    printf '%s' "${team:-team_codeb}"
}
