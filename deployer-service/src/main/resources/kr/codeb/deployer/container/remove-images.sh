# shellcheck shell=sh
# Removes images that were fetched for a project. One that a container uses, or that has another name too, stays and stays on the list.
# Arguments: how Docker is called, as one word for eval; the project's list; then the images, pinned.
docker=$1
list=$2
shift 2
for image in "$@"; do
  id=$(eval "$docker image inspect --format '{{.Id}}' \"\$image\"" 2>/dev/null)
  if [ -z "$id" ] || eval "$docker image rm \"\$id\"" >/dev/null 2>&1; then
    # shellcheck disable=SC2094 # it is read whole before it is written
    { flock 9; kept=$(grep -vxF -e "$image" "$list"); printf '%s\n' "$kept" >"$list"; } 9>>"$list"
  fi
done
