#!/bin/bash
# gate.sh PORT COMMAND…: what sshd runs instead of the key's forced command, which it runs only when the test says "go", and answers only
# when the test says so again. At "cut" the connection breaks, and the command runs all the same. When the test is gone the command just runs.
line=$SSH_ORIGINAL_COMMAND
port_of_door=$1
shift
# The deployer's watch over Docker's events goes on for minutes and changes nothing: it would always be under way.
case $line in *'# Tells what happens to containers while it happens'*) exec "$@" ;; esac
read -r client port _ <<<"$SSH_CONNECTION"
if ! { exec {door}<>"/dev/tcp/$client/$port_of_door"; } 2>/dev/null; then exec "$@"; fi
printf '%s %s\n' "$port" "${line//$'\n'/ }" >&"$door"
read -r word <&"$door" || exit 255
case $word in
    go) ;;
    cut) kill -9 "$PPID" ;; # the connection's own process
    *) exit 255 ;;
esac
"$@" {door}>&-
code=$?
printf 'done\n' >&"$door"
read -r word <&"$door"
exit "$code"
