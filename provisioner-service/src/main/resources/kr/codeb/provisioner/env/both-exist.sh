# shellcheck shell=sh
# Whether a release's env file and its exports are both there.
# Arguments: env file.
[ -f "$1" ] && [ -f "$1.export" ]
