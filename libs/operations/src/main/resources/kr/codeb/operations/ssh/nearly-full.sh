# shellcheck shell=sh
# Says which file systems are nearly full, by their bytes or their files, a sentence each; nothing when there is room.
# Arguments: from how many percent on, then paths; one that is not there is passed over.
limit=$1
shift
[ $# -eq 0 ] || for path; do
    [ ! -e "$path" ] || {
        df -P -k "$path" | tail -n 1 | sed 's/^/bytes /'
        df -P -i "$path" | tail -n 1 | sed 's/^/files /'
    }
# A file system that is written to meanwhile is still one.
done | sort -u -k 1,1 -k 7,7 | while read -r what _ _ _ free percent mount; do
    case ${percent%\%} in '' | *[!0-9]*) continue ;; esac
    [ "${percent%\%}" -ge "$limit" ] || continue
    if [ "$what" = bytes ]; then
        echo "$mount is $percent full: $((free / 1024)) MiB are left."
    else
        echo "$mount is $percent full of files: $free more can be made."
    fi
done
