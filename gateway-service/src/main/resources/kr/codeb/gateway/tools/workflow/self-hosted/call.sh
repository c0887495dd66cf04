# shellcheck shell=bash disable=SC2154,SC2024 # words and stop are set by slot-words.sh, which stands before it
echo "::stop-commands::$stop"
sudo -n "${words[@]}" </dev/null >"$RUNNER_TEMP/codeb.json" || true
echo "::$stop::"
