# shellcheck shell=sh
# Docker's API on its socket, in front of the scripts that use it: the start of Docker's command line costs more than most
# requests. Paths carry no version, so that each Engine takes its own.
# Argument 1: the socket; it is shifted away.
#   ask METHOD PATH [BODY]   a change, whose answer is short; leaves the Engine's reason in $said when it refuses
#   read_from PATH           prints the Engine's answer, which may be large and is therefore never kept in the shell
#   absent                   whether the refusal was that there is no such container, or will be none in a moment
#   fail                     ends with the refusal
socket=$1
shift
newline='
'

ask() {
  said=$(curl -sg --unix-socket "$socket" -X "$1" -H 'Content-Type: application/json' -d "${3-}" \
    -w '\n%{http_code}' "http://docker$2")
  case $? in
    0) ;;
    127) said='curl is missing on the app server. Install it, then call again.'; return 1 ;;
    *) said="Cannot connect to the Docker daemon at unix://$socket."; return 1 ;;
  esac
  case $said in
    *"$newline"2??|*"$newline"304) return 0 ;;
  esac
  said=$(printf '%s\n' "$said" | head -n 1 | jq -r '.message')
  return 1
}

read_from() {
  curl -sfg --unix-socket "$socket" "http://docker$1"
}

absent() {
  case $said in
    *[Nn]'o such container'*|*'marked for removal'*) return 0 ;;
  esac
  return 1
}

fail() {
  echo "$said" >&2
  exit 1
}

# its_network CONTAINER: prints the network that it was created for.
its_network() {
  read_from "/containers/$1/json" | jq -r '.HostConfig.NetworkMode | if . == "default" then "bridge" else . end'
}
