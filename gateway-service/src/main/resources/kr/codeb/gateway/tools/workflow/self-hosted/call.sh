# shellcheck shell=bash disable=SC2154,SC2024
# Runs that on this very machine.
echo "::stop-commands::$stop"
sudo -n "${words[@]}" </dev/null >"$RUNNER_TEMP/codeb.json" || true
echo "::$stop::"
