# shellcheck shell=sh
# Makes what a site's markers need, and points traffic at a route, by one rename(2) and only when it differs.
# Behind markers.sh. Arguments: folder of all markers, the site's folder, route, blue preview's host, blue port, green
# preview's host, green port.
set -eu
umask 022
routes=$1 markers=$2 route=$3
mkdir -p "$markers"
make_states "$routes"
name_preview "$routes" "$markers" blue "$4" "$5"
name_preview "$routes" "$markers" green "$6" "$7"
[ "$(readlink "$markers/live" || true)" != "$routes/.states/$route" ] || exit 0
ln -sfn "$routes/.states/$route" "$markers/.live.new"
mv -fT "$markers/.live.new" "$markers/live"
sync "$markers"
