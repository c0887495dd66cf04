# shellcheck shell=sh
# Prints three lines: where the link 'live' leads, the slots whose previews are open, what the route's state holds.
# Arguments: folder of the markers, folder of the state.
readlink "$1/live" || echo
for slot in blue green; do [ ! -e "$1/preview-$slot" ] || printf '%s ' "$slot"; done
echo
# shellcheck disable=SC2012
[ ! -d "$2" ] || ls "$2" | tr '\n' ' '
echo
