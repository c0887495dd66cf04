# shellcheck shell=sh
# Prints the ports that containers publish or anything listens on. Containers count also while they are stopped; one that
# goes away meanwhile is no failure.
# Arguments: words that run Docker's client. Output: numbers, separated by blanks.
set -eu
all=$(sh -c "$1 ps -aq")
# shellcheck disable=SC2086,SC2116
[ -z "$all" ] || sh -c "$1 inspect --format '{{range .HostConfig.PortBindings}}{{range .}}{{.HostPort}} {{end}}{{end}}' $(echo $all)" 2>/dev/null || true
ss -Hltn | awk '{print $4}' | sed 's/.*://'
