# shellcheck shell=bash
# Tells in the summary what there is now, and fails with CodeB's own words when it failed.
answer=$RUNNER_TEMP/codeb.json
jq -e 'type == "object"' "$answer" >/dev/null 2>&1 || echo '{"error": "CodeB gave no answer; the step before shows why."}' >"$answer"
file=${GITHUB_WORKFLOW_REF%%@*}
jq -r --arg action "$ACTION" --arg place "$PROJECT ($ENVIRONMENT)" --arg again "gh workflow run ${file##*/} --ref $GITHUB_REF_NAME -f action=" '
  def cell: tostring | gsub("[\r\n|<>]"; " ");
  def row($name; $value): if $value then "| \($name) | \($value | cell) |" else empty end;
  "### \($action) of \($place): \(if .success then "done" else "failed" end)", "",
  (if .success then empty else (.error | cell), "" end),
  "| | |", "| --- | --- |",
  row("Version"; .version // .newVersion // .restoredVersion), row("Preview"; .previewUrl), row("Address"; .url),
  row("Digest"; .digest), row("Version before"; .previousVersion), row("Operation"; .operationId),
  row("Go live"; if .success and .previewUrl then "`\($again)promote`" else null end),
  row("Go back"; "`\($again)rollback`"),
  (.steps // [] | if . == [] then empty else "", "| Step | | ms |", "| --- | --- | --- |",
    (.[] | "| \(.name) | \(.status) | \(.duration // "") |") end),
  (.details.diagnosis?.log? // [] | if . == [] then empty else "", "What the application wrote last:", "", "    \(.[])" end)
  ' "$answer" >>"$GITHUB_STEP_SUMMARY"
jq -r '"version=\(.version // .newVersion // .restoredVersion // "")", "url=\(.url // .previewUrl // "")"' "$answer" >>"$GITHUB_OUTPUT"
if [ "$(jq -r .success "$answer")" != true ]; then
  echo "::error title=CodeB $ACTION failed::$(
    jq -r '[.code, .error] | map(values) | join(": ") | gsub("[\r\n]+"; " ") | gsub("%"; "%25")' "$answer")"
  exit 1
fi
