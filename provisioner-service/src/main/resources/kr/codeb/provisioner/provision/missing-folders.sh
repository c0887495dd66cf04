# shellcheck shell=sh
# Prints those of the folders that are missing, one a line.
# Arguments: folders.
for folder; do [ -d "$folder" ] || echo "$folder"; done
