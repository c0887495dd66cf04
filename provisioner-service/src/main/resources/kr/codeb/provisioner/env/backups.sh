# shellcheck shell=sh
# Lists the backups, newest first.
# Arguments: folder of backups, what their names begin with. Output: one name a line.
set -eu
[ -d "$1" ] || exit 0
cd "$1"
for old in "$2"*; do
    number=${old#"$2"}
    case $number in '' | *[!0-9]*) ;; *) echo "$number" ;; esac
done | sort -rn | while read -r number; do echo "$2$number"; done
