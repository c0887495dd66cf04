# shellcheck shell=sh
# Prints the end of a container's log, both of its streams in their order.
# args: container, lines, since (Docker's form, empty for no limit), env file, most bytes of a line, most bytes of all; then the
#   words that call Docker
# output: the env file and its exports in Base64, a line each; then the log. Longer lines lose their end, more lines their beginning
# exits: 1 when Docker refuses, with its reason on standard error
name=$1 lines=$2 since=$3 env=$4 widest=$5 most=$6
shift 6

for file in "$env" "$env.export"; do
  if [ -f "$file" ]; then base64 -w 0 "$file"; fi
  echo
done
"$@" inspect --type container --format ok "$name" >/dev/null || exit 1
if [ -n "$since" ]; then set -- "$@" logs --since "$since"; else set -- "$@" logs; fi
"$@" --tail "$lines" "$name" 2>&1 | cut -b "1-$widest" | tail -c "$most"
