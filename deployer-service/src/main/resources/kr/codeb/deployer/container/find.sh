# shellcheck shell=sh
# For each of these containers prints two lines: what Docker says of it, and the digests of its image. One that is not there is left out.
# Arguments: the form of the first line, how many names, the names; then the words that run Docker.
form=$1
count=$2
shift 2
names=
while [ "$count" -gt 0 ]; do
  names="$names $1"
  shift
  count=$((count - 1))
done
"$@" version --format ok >/dev/null || exit 1
for name in $names; do
  found=$("$@" inspect --type container --format "$form" "$name" 2>/dev/null) || continue
  printf '%s\n' "$found"
  image=$("$@" inspect --type container --format '{{.Image}}' "$name")
  "$@" image inspect --format '{{json .RepoDigests}}' "$image" 2>/dev/null || echo '[]'
done
