# shellcheck shell=sh disable=SC2154
# Gives a container that was created its slot's name, and starts it. After engine.sh.
# Arguments: its own name, the slot's name.
fresh=$1
name=$2
ask POST "/containers/$fresh/rename?name=$name" || fail
tries=0
until ask POST "/containers/$name/start"; do
  # Nobody listens on a port some moments before Docker gives it away again.
  case $said in
    *'already allocated'*|*'already in use'*) tries=$((tries + 1)) ;;
    *) fail ;;
  esac
  [ "$tries" -lt 40 ] || fail
  sleep 0.05
done
