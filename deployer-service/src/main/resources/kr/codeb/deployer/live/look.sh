# shellcheck shell=sh
# Prints what Docker says of containers, one JSON object a line, without their environments.
# args: socket, then names; without names those of all containers that are named as a slot's is
# output: one object for each container that is there
# exits: 1 when Docker does not answer, with the reason on standard error; 208 when a program is missing
socket=$1
shift
for program in curl jq; do
  command -v "$program" >/dev/null || { echo "$program is missing on the app server. Install it." >&2; exit 208; } # PROGRAM_MISSING
done
away() { echo "Cannot connect to the Docker daemon at unix://$socket." >&2; exit 1; }
ask() { curl -sg --max-time 20 --unix-socket "$socket" "$@"; }

if [ $# = 0 ]; then
  all=$(ask 'http://docker/containers/json?all=1') || away
  names=$(printf '%s' "$all" | jq -r '.[].Names[]? | ltrimstr("/") | select(test("^[a-z][a-z0-9-]*-(production|staging)-(blue|green)$"))')
  # Names hold neither spaces nor what the shell would unfold.
  # shellcheck disable=SC2086
  set -- $names
fi
[ $# != 0 ] || exit 0
count=$#
while [ "$count" -gt 0 ]; do
  set -- "$@" "http://docker/containers/$1/json"
  shift
  count=$((count - 1))
done
found=$(ask "$@") || away
printf '%s' "$found" | jq -c 'select(.Id) | {id: .Id, name: (.Name | ltrimstr("/")), image: .Config.Image,
  version: .Config.Labels["codeb.version"], status: .State.Status, pid: .State.Pid, startedAt: .State.StartedAt,
  finishedAt: .State.FinishedAt, exitCode: .State.ExitCode, oomKilled: .State.OOMKilled, restarts: .RestartCount,
  memory: .HostConfig.Memory, nanoCpus: .HostConfig.NanoCpus, port: ([.HostConfig.PortBindings[]?[]?.HostPort] | first),
  health: .State.Health.Status, probe: .State.Health.Log[-1]?.Output, healthCommand: .Config.Healthcheck.Test[-1]?}'
