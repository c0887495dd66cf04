# shellcheck shell=bash
# Asks CodeB with the key; without one, with GitHub's word for this run. The steps are shown as they come; the answer is kept.
fail() {
  echo "::error title=CodeB $ACTION failed::$1"
  exit 1
}
url=${CODEB_URL%/} key=$CODEB_API_KEY
[ -n "$url" ] || fail "The repository has no variable CODEB_URL: the address of CodeB."
if [ -z "$key" ]; then
  [ -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ] || fail "There is no secret CODEB_API_KEY, and the job may not have an id-token."
  word=$(curl --silent --show-error --fail --max-time 30 --retry 3 --get --data-urlencode "audience=$url" \
    --header @<(printf 'Authorization: bearer %s' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN") "$ACTIONS_ID_TOKEN_REQUEST_URL" | jq -r .value)
  echo "::add-mask::$word"
  token=$(curl --silent --show-error --max-time 30 --retry 3 \
    --data-urlencode grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer \
    --data-urlencode "project=$PROJECT" --data-urlencode "environment=$ENVIRONMENT" \
    --data-urlencode assertion@<(printf '%s' "$word") "$url/api/token") || true
  key=$(jq -r '.access_token // empty' <<<"$token") || true
  [ -n "$key" ] || fail "There is no secret CODEB_API_KEY, and $url/api/token gave no token: $(
    jq -r '.error_description // .error // "no answer"' <<<"$token" || true)"
  echo "::add-mask::$key"
fi

jq -n --arg action "$ACTION" --arg project "$PROJECT" --arg environment "$ENVIRONMENT" --arg image "${IMAGE:-}" \
  --arg version "$VERSION" --arg reason "$GITHUB_ACTOR, run $GITHUB_RUN_ID" '
  {projectName: $project, environment: $environment} as $place
  | if $action == "deploy" then {tool: "deploy_project", params: ($place + {image: $image, version: $version})}
    elif $action == "rollback" then {tool: "rollback", params: ($place + {reason: $reason})}
    elif $version == "" then {tool: "slot_promote", params: $place}
    else {tool: "slot_promote", params: ($place + {expectedVersion: $version})} end' >"$RUNNER_TEMP/call.json"

# Sent again after a lost connection it runs once. What the servers say is no command to this runner.
once=github-$GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT-$ACTION
stop=$(cat /proc/sys/kernel/random/uuid)
echo "::stop-commands::$stop"
for try in 1 2 3 4 5; do
  curl --silent --show-error --no-buffer --connect-timeout 10 --max-time 1200 --data "@$RUNNER_TEMP/call.json" \
    --header 'Content-Type: application/json' --header 'Accept: text/event-stream' --header "Idempotency-Key: $once" \
    --header @<(printf 'X-API-Key: %s' "$key") "$url/api/tool" |
    sed -un 's/^data: //; /^{/p' | tee "$RUNNER_TEMP/events" |
    jq --unbuffered -r 'select(.name and .status != "pending") | "\(.name): \(.status)\(if .duration then " in \(.duration) ms" else "" end)"' || true
  jq -cs 'map(select(has("success"))) | last // empty' "$RUNNER_TEMP/events" >"$RUNNER_TEMP/codeb.json" || true
  jq -es 'last | .success != null and .state != "running" and (.code | IN("RATE_LIMITED", "SERVICE_UNAVAILABLE") | not)' \
    "$RUNNER_TEMP/codeb.json" >/dev/null && break
  [ "$try" = 5 ] || sleep $((try * 10))
done
echo "::$stop::"
