# shellcheck shell=sh disable=SC2154
# Takes hand-over.sh back, from wherever it stopped: the same process goes on in its slot, or is started again when it has ended.
# A container that is gone is fine. After engine.sh. Arguments: the slot's name, the name aside.
name=$1
aside=$2
gone() {
  absent && exit 0
  fail
}
ask POST "/containers/$aside/rename?name=$name" || absent || fail
network=$(its_network "$name")
[ -n "$network" ] || { ask POST "/containers/$name/update" '{}' || gone; }
tries=0
until ask POST "/networks/$network/connect" "{\"Container\":\"$name\"}"; do
  # Nobody listens on a port some moments before Docker gives it away again.
  case $said in
    *'already exists in network'*|*'already attached to network'*) break ;;
    *'already allocated'*|*'already in use'*) tries=$((tries + 1)) ;;
    *) gone ;;
  esac
  [ "$tries" -lt 40 ] || fail
  sleep 0.05
done
ask POST "/containers/$name/update" '{"RestartPolicy":{"Name":"always"}}' || gone
ask POST "/containers/$name/start" || gone
