# shellcheck shell=sh disable=SC2154
# Tells Docker to start a container again whenever it ends, and prints what the two probes say that decide nothing:
# `docker` with Docker's own health status, `inside` with the HTTP status of a request inside the container, 000 for none.
# After engine.sh. Arguments: the container, the URL inside it, the site's host name.
name=$1
url=$2
host=$3
{ ask POST "/containers/$name/update" '{"RestartPolicy":{"Name":"always"}}' || fail; } & kept=$!
found=$(read_from "/containers/$name/json" | jq -r '"\(.State.Pid) \(.State.Health.Status // "none")"')
pid=${found%% *}
case $pid in
  ''|0) ;;
  *) inside=$(nsenter -t "$pid" -n curl -sg --noproxy '*' -o /dev/null -w '%{http_code}' --max-time 2 \
      -H "Host: $host" -H 'X-Forwarded-Proto: https' "$url" 2>/dev/null) ;;
esac
echo "docker ${found#* }"
echo "inside ${inside:-000}"
wait "$kept"
