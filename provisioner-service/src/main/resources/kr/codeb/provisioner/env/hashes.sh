# shellcheck shell=sh
# Prints for each file its SHA-256 and that of its exports, one pair a line; '-' for one that is missing.
# Arguments: files.
hash() { if [ -e "$1" ]; then sha256sum < "$1" | cut -d' ' -f1; else echo -; fi; }
for file; do echo "$(hash "$file") $(hash "$file.export")"; done
