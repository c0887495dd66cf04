#!/bin/bash
# gate.sh PORT: what sshd runs instead of a service's command, which it runs only when the test says "go", and answers only
# when the test says so again. At "cut" the connection breaks, and the command runs all the same. When the test is gone the command just runs.
line=$SSH_ORIGINAL_COMMAND
# The deployer's watch over Docker's events goes on for minutes and changes nothing: it would always be under way.
case $line in *'# Tells what happens to containers while it happens'*) exec bash -c "$line" ;; esac
read -r client port _ <<<"$SSH_CONNECTION"
if ! { exec {door}<>"/dev/tcp/$client/$1"; } 2>/dev/null; then exec bash -c "$line"; fi
printf '%s %s\n' "$port" "${line//$'\n'/ }" >&"$door"
read -r word <&"$door" || exit 255
case $word in
    go) ;;
    cut) kill -9 "$PPID" ;; # the connection's own process
    *) exit 255 ;;
esac
bash -c "exec $door>&-; $line"
code=$?
printf 'done\n' >&"$door"
read -r word <&"$door"
exit "$code"
