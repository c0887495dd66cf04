# shellcheck shell=sh
# Prints a file as Base64, since output is read as text.
# Arguments: file. Exits: 202 (ABSENT) when there is no such file.
[ -e "$1" ] || exit 202 # ABSENT
exec base64 < "$1"
