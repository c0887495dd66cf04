# shellcheck shell=sh
# Asks a site over HTTPS until its certificate is good: any answer over such a connection counts.
# Arguments: seconds, host, port, address, path, CA file ('' for the system's). Exits: 1 with curl's complaint.
seconds=$1 host=$2 port=$3 address=$4 path=$5 ca=$6
set -- -sS -g -o /dev/null -m 5 --resolve "$host:$port:$address"
[ -z "$ca" ] || set -- "$@" --cacert "$ca"
end=$(($(date +%s) + seconds))
pause=0.1
until said=$(curl "$@" "https://$host:$port$path" 2>&1); do
    [ "$(date +%s)" -lt $end ] || { echo "$said" >&2; exit 1; }
    sleep $pause
    case $pause in 0.1) pause=0.3 ;; 0.3) pause=1 ;; esac
done
