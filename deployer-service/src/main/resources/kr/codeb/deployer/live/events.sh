# shellcheck shell=sh
# Tells what happens to containers while it happens, and once a second that Docker still answers. What happened shortly before it
# began is told, too: Docker remembers its last 256 events.
# args: socket, seconds to look back, seconds to run
# output: "alive", or one event: action, nanoseconds since 1970, id, name, name before (- for none), exit code (- for none)
# exits: 1 when Docker does not answer any more, with the reason on standard error; 208 when a program is missing
socket=$1 back=$2 longest=$3
for program in curl jq; do
  command -v "$program" >/dev/null || { echo "$program is missing on the app server. Install it." >&2; exit 208; } # PROGRAM_MISSING
done
ping() { curl -sf --max-time 2 --unix-socket "$socket" -o /dev/null http://docker/_ping; }

ping || { echo "Cannot connect to the Docker daemon at unix://$socket." >&2; exit 1; }
while sleep 1; do ping && echo alive; done &
heart=$!
trap 'kill "$heart" 2>/dev/null' EXIT
curl -sgN -G --max-time "$longest" --unix-socket "$socket" --data-urlencode "since=$(($(date +%s) - back))" --data-urlencode \
  'filters={"type":["container"],"event":["create","start","die","kill","oom","health_status","rename","destroy","pause","unpause","update"]}' \
  http://docker/events |
  jq --unbuffered -r '.Actor.Attributes as $a | [(.Action | split(":")[0]), .timeNano, .Actor.ID,
    ($a.name // "-"), ($a.oldName // "-"), ($a.exitCode // "-")] | map(tostring | gsub("[ \n]"; "")) | join(" ")'
echo "The Docker daemon at unix://$socket ended its list of events." >&2
exit 1
