# shellcheck shell=sh
# Removes a container; one that is not there, or that somebody removes already, is fine.
# Arguments: its name or id, the seconds it may take to end; then the words that run Docker.
container=$1
seconds=$2
shift 2
[ "$seconds" = 0 ] || "$@" stop -t "$seconds" "$container" >/dev/null 2>&1
said=$("$@" rm -f -v "$container" 2>&1) && exit 0
case $said in
  *[Nn]"o such container"*|*"already in progress"*) exit 0 ;;
esac
echo "$said" >&2
exit 1
