# shellcheck shell=sh disable=SC2154
# Takes a container out of its slot while it runs on: off its network, which frees its port at once, and under another name.
# One that is gone is fine.
# After engine.sh. Arguments: the slot's name, the name aside, the network that it is most likely on.
name=$1
aside=$2
gone() {
  absent && exit 0
  fail
}
leave() {
  ask POST "/networks/$1/disconnect" "{\"Container\":\"$name\"}" && return
  case $said in
    *'is not connected to'*) return 1 ;;
  esac
  gone
}
if ! leave "$3"; then
  networks=$(read_from "/containers/$name/json" | jq -r '.NetworkSettings.Networks | keys[]')
  for network in $networks; do leave "$network"; done
fi
ask POST "/containers/$name/rename?name=$aside" || gone
