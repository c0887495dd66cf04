# shellcheck shell=sh
# Copies a file to the backups, of which only the newest stay. A name is always later than the ones before it, also within a
# second: the order of the names is the order of the backups. It is taken by link(2), which fails when the name exists.
# Arguments: file, folder of backups, what their names begin with, how many stay. Output: the new backup's name.
set -eu
umask 077
file=$1 folder=$2 prefix=$3 keep=$4
new=$(mktemp "$folder/.new.XXXXXX")
trap 'rm -f "$new"' EXIT
cat "$file" > "$new"
sync "$new"
numbers() {
    for old in "$folder/$prefix"*; do
        number=${old#"$folder/$prefix"}
        case $number in '' | *[!0-9]*) ;; *) echo "$number" ;; esac
    done | sort -rn
}
n=$(date +%s)
last=$(numbers | head -n 1)
[ "${last:-0}" -lt "$n" ] || n=$((last + 1))
tries=0
until ln "$new" "$folder/$prefix$n" 2>/dev/null; do
    n=$((n + 1)) tries=$((tries + 1))
    [ $tries -lt 1000 ] || { echo "no backup can be made in $folder" >&2; exit 1; }
done
sync "$folder"
numbers | tail -n +$((keep + 1)) | while read -r number; do rm -f "$folder/$prefix$number"; done
echo "$prefix$n"
