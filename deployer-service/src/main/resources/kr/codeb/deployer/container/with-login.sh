# shellcheck shell=sh
# Runs a command with a login at an image registry, whose password is read from standard input. The login lives in memory, and
# only as long as the command.
# Arguments: how Docker is called, as one word for eval; the registry's host; the user; then the command.
docker=$1
# shellcheck disable=SC2034 # both are named in what eval reads
host=$2 user=$3
shift 3
umask 077
DOCKER_CONFIG=$(mktemp -d /dev/shm/codeb-login.XXXXXXXX 2>/dev/null || mktemp -d) || exit 1
export DOCKER_CONFIG
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
trap 'exit 1' HUP INT TERM
eval "$docker login --username \"\$user\" --password-stdin \"\$host\"" >/dev/null || exit 1
"$@"
