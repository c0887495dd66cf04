# shellcheck shell=sh
# Replaces a file in one rename, if it still is what the caller has read.
# Arguments: file, SHA-256 of what must be there ('absent' for no file), SHA-256 of the new content. Input: the new content.
# Exits: 203 (CHANGED_MEANWHILE) when something else is there; nothing is changed then.
set -eu
umask 077
folder=$(dirname "$1")
mkdir -p "$folder"
new=$(mktemp "$folder/.new.XXXXXX")
trap 'rm -f "$new"' EXIT
cat > "$new"
[ "$(sha256sum < "$new" | cut -d' ' -f1)" = "$3" ] || { echo 'it did not arrive whole' >&2; exit 1; }
found=absent
if [ -e "$1" ]; then found=$(sha256sum < "$1" | cut -d' ' -f1); fi
[ "$found" = "$2" ] || exit 203 # CHANGED_MEANWHILE
sync "$new"
mv -fT "$new" "$1"
sync "$folder"
