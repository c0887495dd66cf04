# The main job, once: a project, its variables, a deploy, a promote; then its page over HTTPS.
# shellcheck shell=bash

SAMPLE=hello

# The sample gets the last ports and the last Redis number, so that your own first project gets the first ones, as it would
# without a sample. Only in a registry that does not know the sample yet, and only where these are free (another sandbox on
# this machine may have them).
reserve_for_sample() {
    local registry=$CODEB_DIR/registry last=$(($(recall redis-databases) - 1))
    install -d -m 0755 "$CODEB_DIR"
    install -d -m 0700 "$registry"
    (
        flock 9
        ! { port_is_free 4498 && port_is_free 4499; } || reserve "$registry/ssot.json" allocated '{"version": "7.0", "projects": {}, "ports": {"allocated": {}}}' \
            "\"4498\": {\"project\": \"$SAMPLE\", \"slot\": \"blue\"}, \"4499\": {\"project\": \"$SAMPLE\", \"slot\": \"green\"}" \
            "((.projects // {}) | has(\"$SAMPLE\")) or ([.ports.allocated[]?.project?] | index(\"$SAMPLE\")) or (.ports.allocated | has(\"4498\") or has(\"4499\"))" \
            '.ports.allocated["4498"]'
        reserve "$registry/redis-db.json" used '{"used": {}, "nextDb": 1}' "\"$SAMPLE\": $last" \
            "(.used | has(\"$SAMPLE\")) or ([.used[]] | index($last))" ".used[\"$SAMPLE\"]"
    ) 9>"$registry/.lock"
}

# reserve FILE KEY NEW ENTRIES TAKEN THERE: puts ENTRIES first into the object KEY of a JSON file, unless the filter TAKEN holds.
# As text: jq only looks, since it would round big numbers. The file stays as it is when THERE is not to be seen afterwards.
reserve() {
    local text tail=,
    text=$(cat "$1" 2>/dev/null || printf '%s' "$3")
    [[ $(jq "$5" <<<"$text" 2>/dev/null) == @(false|null) ]] || return 0
    if jq -e ".. | objects | select(has(\"$2\")) | .$2 | length == 0" <<<"$text" >/dev/null; then tail=; fi
    text=$(sed -zE "s/\"$2\"[[:space:]]*:[[:space:]]*\\{/&$4$tail/" <<<"$text")
    if jq -e "$6" <<<"$text" >/dev/null 2>&1; then put "$1" 0600 <<<"$text"; fi
}

ask_tool() {
    printf 'X-API-Key: %s\n' "$(<"$KEY_FILE")" | curl -s --max-time 400 -H @- -H 'Content-Type: application/json' \
        -d "{\"tool\":\"$1\",\"params\":$2}" "$(service_url gateway)/api/tool"
}

# tool NAME PARAMS: the answer, or the server's own words and the end.
tool() {
    local answer deadline=$((SECONDS + 90))
    while :; do
        answer=$(ask_tool "$1" "$2") || die "$1: the gateway did not answer."
        # The operation of an `up` that was interrupted goes on.
        [[ $(jq -r '.code // empty' <<<"$answer" 2>/dev/null) == OPERATION_IN_PROGRESS ]] && ((SECONDS < deadline)) || break
        sleep 1
    done
    if [[ $(jq -r '.success // false' <<<"$answer" 2>/dev/null) != true ]]; then
        warn "$1 failed: $(jq -r '"\(.code): \(.error)"' <<<"$answer" 2>/dev/null || printf '%s' "$answer")"
        jq -c '.steps[]?' <<<"$answer" >&2 2>/dev/null || true
        die "The sample application could not be brought up. Logs: $LOG_DIR"
    fi
    printf '%s' "$answer"
}

sample_url() {
    local port
    port=$(port_of caddy-https)
    printf 'https://%s.%s%s' "$1" "$BASE_DOMAIN" "$([[ $port == 443 ]] || echo ":$port")"
}

# sample_page HOST PATH
sample_page() {
    curl -sf --max-time 10 --cacert "$CA_FILE" --connect-to "::$APP_HOST:$(port_of caddy-https)" "$(sample_url "$1")$2"
}

sample_answers() { sample_page "$SAMPLE" /version >/dev/null; }

main_job() {
    make_sample_images
    if [[ $(slot_state) == *active* ]] && wait_until 20 sample_answers; then return; fi
    say "The main job: init, env_sync, deploy, promote of '$SAMPLE'"
    tool workflow_init "{\"projectName\":\"$SAMPLE\",\"type\":\"nodejs\",\"database\":true,\"redis\":true}" >/dev/null
    say "  workflow_init done"
    tool env_sync "{\"projectName\":\"$SAMPLE\",\"envContent\":\"GREETING=Hello from CodeB\"}" >/dev/null
    say "  env_sync done"
    tool deploy_project "{\"projectName\":\"$SAMPLE\",\"image\":\"$(image_registry)/sample/hello:v1\"}" >/dev/null
    say "  deploy_project done"
    tool slot_promote "{\"projectName\":\"$SAMPLE\"}" >/dev/null
    say "  slot_promote done"
    wait_until 30 sample_answers || die "$(sample_url "$SAMPLE") does not answer over HTTPS. Logs: $LOG_DIR"
    check_counters
}

slot_state() { jq -r '[.blue.state, .green.state] | join(" ")' "$CODEB_DIR/registry/slots/$SAMPLE-production.json" 2>/dev/null || true; }

# The page proves the database and Redis: it counts in both.
check_counters() {
    local counters
    counters=$(sample_page "$SAMPLE" /counters)
    jq -e '(.database | numbers) > 0 and (.redis | numbers) > 0' <<<"$counters" >/dev/null ||
        die "The sample application runs, but it cannot count: $counters"
}

print_what_next() {
    local url connect
    url=$(sample_url "$SAMPLE")
    connect="--cacert $CA_FILE --connect-to ::$APP_HOST:$(port_of caddy-https)"
    cat <<EOF

  Sample      $url
              $(sample_page "$SAMPLE" / | paste -sd'|' | sed 's/|/ | /g')
  See it      curl $connect $url
  Gateway     $(service_url gateway)  (MCP at /mcp, tools at /api/tool)
  Owner key   $([[ $KEY_IS_NEW == yes ]] && cat "$KEY_FILE" || echo "made earlier; deploy/sandbox env shows it")
  Logs        $LOG_DIR    State: $SANDBOX_HOME

  Next:
    eval "\$(deploy/sandbox env)"
    curl -s \$CODEB_URL/health | jq
    curl -s \$CODEB_URL/api/tool -H "X-API-Key: \$CODEB_API_KEY" -H 'Content-Type: application/json' \\
      -d '{"tool":"deploy_project","params":{"projectName":"$SAMPLE","image":"$(image_registry)/sample/hello:v2"}}' | jq
    curl -s \$CODEB_URL/api/tool -H "X-API-Key: \$CODEB_API_KEY" -H 'Content-Type: application/json' \\
      -d '{"tool":"slot_promote","params":{"projectName":"$SAMPLE"}}' | jq
    curl $connect $url      # now version v2; rollback brings v1 back

  As an MCP server:
    {"mcpServers": {"codeb": {"type": "http", "url": "$(service_url gateway)/mcp",
      "headers": {"X-API-Key": "<the owner key>"}}}}
EOF
}
