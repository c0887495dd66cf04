# shellcheck shell=sh
# Removes a site's markers; the states belong to all sites and stay.
# Arguments: folder of all markers, the site's folder, host names of its previews.
set -eu
routes=$1 markers=$2
shift 2
for host; do
    named=$routes/.previews/$host
    [ ! -d "$named" ] || rm -r "$named"
done
rm -f "$markers/live" "$markers/.live.new" "$markers/preview-blue" "$markers/preview-green"
[ ! -d "$markers" ] || rmdir "$markers"
