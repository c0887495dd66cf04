# shellcheck shell=sh
# Puts an env file and its exports at each place, both written whole; the env file last, as it counts. Then old releases go,
# which hold secrets: of those that are not in use only the newest stay.
# Arguments: size of the env file, size of both, folder of releases ('' when none is to go), how many stay, the versions in
# use joined by spaces, then the places. Input: the env file's bytes, then the exports'.
set -eu
umask 077
size=$1 total=$2 releases=$3 keep=$4 in_use=$5
shift 5
mkdir -p "$(dirname "$1")"
work=$(mktemp -d "$(dirname "$1")/.new.XXXXXX")
new=$work/none
trap 'rm -rf "$work" "$new"' EXIT
cat > "$work/all"
[ "$(wc -c < "$work/all")" -eq "$total" ] || { echo 'it did not arrive whole' >&2; exit 1; }
head -c "$size" "$work/all" > "$work/env"
tail -c +$((size + 1)) "$work/all" > "$work/export"
for place; do
    folder=$(dirname "$place")
    mkdir -p "$folder"
    for part in export env; do
        case $part in env) to=$place ;; export) to=$place.export ;; esac
        if cmp -s "$work/$part" "$to"; then
            # It was made from the env file as that is now, which codeb-slot sees by the time.
            touch "$to"
            continue
        fi
        new=$(mktemp "$folder/.new.XXXXXX")
        cat "$work/$part" > "$new"
        sync "$new"
        mv -fT "$new" "$to"
    done
    sync "$folder"
done
[ -n "$releases" ] || exit 0
cd "$releases"
# Every name here is twelve hexadecimal digits, with or without .export; anything else is not ours.
# shellcheck disable=SC2010,SC2012
ls -t | grep -x '[0-9a-f]\{12\}' | tail -n +$((keep + 1)) | while read -r version; do
    case " $in_use " in *" $version "*) ;; *) rm -f "$version" "$version.export" ;; esac
done
