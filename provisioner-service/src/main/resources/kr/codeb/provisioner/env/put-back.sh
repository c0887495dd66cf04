# shellcheck shell=sh
# Puts a backup back in a file's place, if that still is the version that the caller made.
# Arguments: file, backup, first digits of the SHA-256 of what must be there.
set -eu
umask 077
file=$1 backup=$2
case $(sha256sum < "$file") in "$3"*) ;; *) exit 0 ;; esac
new=$(mktemp "$(dirname "$file")/.new.XXXXXX")
trap 'rm -f "$new"' EXIT
cat "$backup" > "$new"
sync "$new"
mv -fT "$new" "$file"
sync "$(dirname "$file")"
