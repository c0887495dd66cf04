# shellcheck shell=sh disable=SC2154
# Gives a container that was created its slot's name, and starts it. Docker leaves alone from now on what was set aside for it.
# After engine.sh. Arguments: its own name, the slot's name, the name of what was set aside, if anything was.
fresh=$1
name=$2
aside=$3
{ ask POST "/containers/$aside/update" '{"RestartPolicy":{"Name":"no"}}' || absent || fail; } & left=$!
ask POST "/containers/$fresh/rename?name=$name" || { wait "$left"; fail; }
tries=0
until ask POST "/containers/$name/start"; do
  # Nobody listens on a port some moments before Docker gives it away again.
  case $said in
    *'already allocated'*|*'already in use'*) tries=$((tries + 1)) ;;
    *) tries=40 ;;
  esac
  [ "$tries" -lt 40 ] || { wait "$left"; fail; }
  sleep 0.05
done
wait "$left"
