# shellcheck shell=sh
# Sets A records in a zone, or removes them. pdnsutil's writers fail when they meet, so they work one at a time, under a lock.
# Arguments: zone, pdnsutil's words, pdns_control's words, TTL, then for each name: the name relative to the zone, and its
# addresses joined by spaces ('' to remove the record).
set -u
zone=$1 util=$2 control=$3 ttl=$4
shift 4
again() {
    n=0
    until said=$(sh -c "$util \"\$@\"" sh "$@" 2>&1); do
        n=$((n + 1))
        case $said in *locked*) ;; *) n=99 ;; esac
        [ $n -lt 20 ] || { echo "$said" >&2; return 1; }
        sleep 0.1
    done
}
exec 9>/run/lock/codeb-pdnsutil.lock || exit 1
flock -w 20 9 || { echo 'pdnsutil is busy' >&2; exit 1; }
while [ $# -gt 1 ]; do
    # shellcheck disable=SC2086
    if [ -n "$2" ]; then again replace-rrset "$zone" "$1" A "$ttl" $2; else again delete-rrset "$zone" "$1" A; fi || exit 1
    sh -c "$control \"\$@\"" sh purge "$1.$zone" >/dev/null 2>&1 || true
    shift 2
done
again rectify-zone "$zone"
