# shellcheck shell=sh
# Prints a zone's records, one a line: name, TTL, class, type, content.
# Arguments: pdnsutil's words, zone.
exec sh -c "$1 list-zone \"\$1\"" sh "$2"
