# shellcheck shell=sh
# Prints a site file in Base64. Argument: the file. Exits: ABSENT (202) when there is none.
[ -e "$1" ] || exit 202 # ABSENT
exec base64 <"$1"
