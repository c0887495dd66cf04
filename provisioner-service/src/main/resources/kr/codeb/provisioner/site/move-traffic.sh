# shellcheck shell=sh
# Moves a site's traffic and its previews, and puts both back when Caddy does not prove the move.
# Behind markers.sh. Arguments: folder of all markers, the site's folder, route, previews (names joined by spaces), slot that
# must answer or nothing, Caddy's address, its port, health path, blue preview's host, blue port, green preview's host, green
# port, the site's host names.
# Output: the slot that answered, when one had to. Exits: NOT_SEEN (207), with who answered instead.
set -eu
umask 022
routes=$1 markers=$2 route=$3 previews=$4 expected=$5 address=$6 port=$7 health=$8
shift 8
if [ ! -d "$routes/.states/$route" ] || [ ! -d "$markers" ]; then
    echo "there are no markers in $markers" >&2
    exit 1
fi
name_preview "$routes" "$markers" blue "$1" "$2"
name_preview "$routes" "$markers" green "$3" "$4"
shift 4
before=$(readlink "$markers/live" || true)
shown=
for slot in blue green; do
    [ ! -e "$markers/preview-$slot" ] || shown="$shown $slot"
done
live() {
    ln -sfn "$1" "$markers/.live.new"
    mv -fT "$markers/.live.new" "$markers/live"
}
show() {
    for slot in blue green; do
        case " $1 " in
            *" $slot "*) [ -e "$markers/preview-$slot" ] || : >"$markers/preview-$slot" ;;
            *) rm -f "$markers/preview-$slot" ;;
        esac
    done
}
answering() {
    for host; do
        curl -gsk -m 3 -o /dev/null -D - --resolve "$host:$port:$address" "https://$host:$port$health" |
            sed -n 's/^[Xx]-[Cc]ode[Bb]-[Ss]lot: \([a-z]*\).*/\1/p'
    done
}
[ "$before" = "$routes/.states/$route" ] || live "$routes/.states/$route"
show "$previews"
sync "$markers" &
synced=$!
[ -n "$expected" ] || { wait $synced; exit; }
said=
# A slot that did not answer a moment ago is passed over by Caddy for its fail_duration, 10 s.
for pause in 0.05 0.1 0.2 0.4 0.8 1.5 3 3 3 0; do
    said=$(answering "$@" | tr '\n' ' ')
    case " $said " in *" $expected "*) wait $synced || exit; echo "$expected"; exit 0 ;; esac
    sleep $pause
done
if [ -n "$before" ]; then live "$before"; else rm -f "$markers/live"; fi
show "$shown"
sync "$markers"
echo "${said:-nobody}" >&2
exit 207 # NOT_SEEN
