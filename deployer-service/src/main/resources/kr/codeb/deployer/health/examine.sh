# shellcheck shell=sh
# Looks at a container that is not healthy. Prints lines: its env file and its exports (both in Base64), what Docker says of it, whether it
# speaks HTTP/2 at the port (yes or no), then where its processes listen, an empty line, and the end of its log.
# Arguments: the container, how many lines of log, the env file, the file of exports, the form of what Docker says, the port on the
# host; then the words that run Docker.
name=$1 lines=$2 env=$3 exports=$4 form=$5 port=$6
shift 6
for file in "$env" "$exports"; do
  if [ -s "$file" ]; then base64 -w 0 "$file"; fi
  echo
done
"$@" inspect --type container --format "$form" "$name" || exit 1
if curl -s --noproxy '*' --http2-prior-knowledge --max-time 2 -o /dev/null "http://127.0.0.1:$port/" 2>/dev/null; then echo yes; else echo no; fi
pid=$("$@" inspect --type container --format '{{.State.Pid}}' "$name")
[ "$pid" = 0 ] || nsenter -t "$pid" -n ss -Hltn 2>/dev/null
echo
"$@" logs --tail "$lines" "$name" 2>&1 | tail -c 200000
