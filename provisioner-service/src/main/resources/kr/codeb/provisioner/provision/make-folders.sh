# shellcheck shell=sh
# Makes folders that only root can read.
# Arguments: folders.
umask 077
exec mkdir -p "$@"
