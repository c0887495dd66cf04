# shellcheck shell=sh
# Asks an application from the host until it answers 2xx, its container ends, it is plain that it will not, or time is up: one command, so that
# the pauses can be short. Processes are few: while the container's own process lives, Docker is hardly asked.
# Prints `end WORD` (healthy, timeout, misplaced: it listens where nobody reaches it; other: it speaks another language; gone;
# or the state of a container that does not run) and `probe STATUS SECONDS [TARGET OF A REDIRECT]`.
# Arguments: how Docker is called, as one word for eval; the container; the URL; the site's host name; the port in the container;
# how many seconds it may take; the longest pause; how long it may listen elsewhere; then the command that is run once it is healthy.
docker=$1 name=$2 url=$3 host=$4 port=$5 seconds=$6 longest=$7 elsewhere=$8
shift 8
clock() {
  read -r up idle </proc/uptime
  now=${up%.*}${up#*.}
}
get() {
  curl -sg --noproxy '*' -o /dev/null -w '%{http_code} %{time_total} %{redirect_url}' --max-time 5 \
    -H "Host: $host" -H 'X-Forwarded-Proto: https' "$1"
}
look() {
  form='{{.State.Status}} {{.State.Pid}}'
  seen=$(eval "$docker inspect --type container --format \"\$form\" \"\$name\"") || seen='gone 0'
  state=${seen%% *} pid=${seen#* }
}
# Whether its processes listen, but on no address that Docker reaches at the port.
misplaced() {
  nsenter -t "$pid" -n ss -Hltn 2>/dev/null | {
    found=1
    while read -r state receive send address rest; do
      case $address in
        127.*":$port"|'['*":$port") found=0 ;;
        # What an application opens for itself: a debugger, Docker's own name server.
        127.*|'[::1]':*|'[::ffff:127.'*) ;;
        *":$port") exit 1 ;;
        *) found=0 ;;
      esac
    done
    exit $found
  }
}
tell() {
  echo "end $1"
  echo "probe $probe"
}
clock
begin=$now turn=0 pid='' state='' astray=''
while :; do
  turn=$((turn + 1))
  probe=$(get "$url")
  broken=$?
  [ $broken -ne 127 ] || { echo curl >&2; exit 208; } # PROGRAM_MISSING
  case $probe in 2*) break ;; esac
  clock
  pause=$(((now - begin) / 16))
  [ $pause -ge 2 ] || pause=2
  if [ $turn -eq 2 ] || [ $pause -ge 50 ] || { [ -n "$pid" ] && [ ! -d "/proc/$pid" ]; }; then
    look
    if [ "$state" != running ]; then tell "$state"; exit 0; fi
  fi
  # No HTTP answer: somebody may listen, but not where he is asked, or not in HTTP/1.
  sign=''
  if [ $turn -gt 2 ] && [ "${probe%% *}" = 000 ]; then
    case $broken in
      1|8) sign=other ;;
      *) ! misplaced || sign=misplaced ;;
    esac
  fi
  [ -n "$sign" ] || astray=''
  [ -n "$astray" ] || astray=${sign:+$now}
  if [ -n "$astray" ]; then
    [ $((now - astray)) -lt $((elsewhere * 100)) ] || { tell "$sign"; exit 0; }
    [ $pause -le 50 ] || pause=50
  fi
  [ $pause -lt $((longest * 100)) ] || pause=$((longest * 100))
  if [ $((now - begin + pause)) -gt $((seconds * 100)) ]; then tell timeout; exit 0; fi
  sleep "$((pause / 100)).$((pause % 100 / 10))$((pause % 10))"
done
[ $# -eq 0 ] || "$@" || exit
tell healthy
