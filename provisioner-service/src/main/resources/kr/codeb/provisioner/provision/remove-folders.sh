# shellcheck shell=sh
# Removes folders that are empty; others stay.
# Arguments: folders, inner ones first.
for folder; do [ ! -d "$folder" ] || rmdir --ignore-fail-on-non-empty "$folder" || exit 1; done
