#!/usr/bin/env bash
# services.sh stop|start SERVICE: what systemd does on a real machine. A start reads the settings that codeb has written.
set -Eeuo pipefail

if [[ $1 == start ]] && ! cmp -s "$CODEB_ETC/codeb.properties" "$CODEB_SETTINGS"; then
    cat "$CODEB_ETC/codeb.properties" >"$CODEB_SETTINGS"
fi
exec "$SANDBOX" "$@"
