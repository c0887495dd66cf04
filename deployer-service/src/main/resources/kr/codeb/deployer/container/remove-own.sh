# shellcheck shell=sh
# Removes the containers that an operation made, running or not, whatever their names are by now.
# Arguments: the operation's id; then the words that run Docker.
operation=$1
shift
ids=$("$@" ps -aq --no-trunc --filter "label=codeb.operation=$operation") || exit 1
# shellcheck disable=SC2086
[ -z "$ids" ] || "$@" rm -f -v $ids >/dev/null
