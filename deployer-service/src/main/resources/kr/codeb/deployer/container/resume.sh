# shellcheck shell=sh disable=SC2154
# Has a container run that stopped or was paused, on its network. After engine.sh. Arguments: its name.
name=$1
ask POST "/networks/$(its_network "$name")/connect" "{\"Container\":\"$name\"}" ||
  case $said in
    *'already exists in network'*|*'already attached to network'*) ;;
    *) fail ;;
  esac
ask POST "/containers/$name/unpause" || ask POST "/containers/$name/start" || fail
