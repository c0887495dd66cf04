# shellcheck shell=sh
# Runs a command with what Docker's env file cannot carry in its environment, where Docker takes it from.
# Arguments: a file of exports, which may be missing or empty; then the command.
# shellcheck disable=SC1090
[ ! -s "$1" ] || . "$1"
shift
exec "$@"
