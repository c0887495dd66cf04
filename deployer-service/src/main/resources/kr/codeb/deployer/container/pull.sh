# shellcheck shell=sh
# Fetches an image, for as long as the operation holds its project: it ends with it, whatever becomes of the caller.
# What was new is written into the project's list: CodeB fetched it, so CodeB may remove it. Prints what Docker says.
# Arguments: the list, the image, its repository, the fence file, the fence; then the words that run Docker.
list=$1
image=$2
repository=$3
fence=$4
mine=$5
shift 5
said=$(
  "$@" pull "$image" & pull=$!
  (
    while sleep 1; do
      read -r now <"$fence" && [ "$now" = "$mine" ] || { kill "$pull"; exit; }
    done
  ) >/dev/null 2>&1 & watch=$!
  wait "$pull"
  ended=$?
  kill "$watch" 2>/dev/null
  exit "$ended"
) || exit 1
printf '%s\n' "$said"
case $said in
  *"Downloaded newer image"*)
    digest=$(printf '%s\n' "$said" | sed -n 's/^Digest: //p')
    { flock 9; echo "$repository@$digest" >&9; } 9>>"$list"
    ;;
esac 2>/dev/null || :
