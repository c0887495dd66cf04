# shellcheck shell=sh
# Runs a command on the App Server only while its hold lives, beside other commands of the same hold or alone.
# Arguments: FILE NUMBER LOCK WAIT LIMIT COMMAND…
#   FILE    holds the number of the hold that lives, written by the registry; it is locked while the command runs
#   NUMBER  of the hold that the command belongs to
#   LOCK    -s beside others of the same hold, -x alone
#   WAIT    seconds to wait for the lock; LIMIT seconds that the command may run after that
# Input: the command's. Output: the command's.
# Exits with what the command ended with. Before it ran: 200 HOLD_LOST or 201 FENCE_BUSY, and says no more than one word
# on standard error, so that a command's own status is never taken for it.
file=$1 number=$2 lock=$3 wait=$4 limit=$5
shift 5
# Opened to be read: the file is the registry's, which is not root, so root must not be the one who makes it.
[ -e "$file" ] || { echo HOLD_LOST >&2; exit 200; } # HOLD_LOST
exec 9<"$file" || exit 1
flock "$lock" -w "$wait" -E 201 9
case $? in
    0) ;;
    201) echo FENCE_BUSY >&2; exit 201 ;; # FENCE_BUSY
    *) exit 1 ;;
esac
read -r lives <"$file"
[ "$lives" = "$number" ] || { echo HOLD_LOST >&2; exit 200; } # HOLD_LOST
exec timeout -k 5 "$limit" "$@"
