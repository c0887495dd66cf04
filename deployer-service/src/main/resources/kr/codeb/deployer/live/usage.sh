# shellcheck shell=sh
# Measures what processes' control groups use, and asks their published ports whether anybody answers.
# args: for each container "pid:port:path", path as it is written in a URL
# output: for each "usage PID CPU_BEFORE CPU_AFTER BETWEEN BYTES", times in µs, - for what is not known;
#   and for each that publishes a port "answer URL STATUS" with the HTTP status, 000 for no answer
# exits: 0
groups() {
  unified='' cpuacct='' memory=''
  while IFS=: read -r _ kinds path; do
    case $kinds in '') unified=$path ;; *cpuacct*) cpuacct=$path ;; esac
    case $kinds in *memory*) memory=$path ;; esac
  done 2>/dev/null <"/proc/$1/cgroup"
}
first_of() { for file in "$@"; do [ ! -r "$file" ] || return 0; done; file=''; }
cpu() {
  used=''
  groups "$1"
  first_of "/sys/fs/cgroup/cpuacct$cpuacct/cpuacct.usage" \
    "/sys/fs/cgroup/cpu,cpuacct$cpuacct/cpuacct.usage" "/sys/fs/cgroup$unified/cpu.stat"
  case $file in
    *cpu.stat) while read -r key value; do [ "$key" != usage_usec ] || used=$value; done <"$file" ;;
    ?*) read -r used <"$file" && used=$((used / 1000)) ;;
  esac
}
bytes() {
  bytes=- cache=0
  first_of "/sys/fs/cgroup/memory$memory/memory.usage_in_bytes" "/sys/fs/cgroup$unified/memory.current"
  { [ -n "$file" ] && read -r bytes <"$file"; } || return 0
  while read -r key value; do
    case $key in inactive_file | total_inactive_file) cache=$value ;; esac
  done <"${file%/*}/memory.stat"
  bytes=$((bytes - cache))
}
# One program for all ports, beside the measuring.
answers() {
  count=$#
  while [ "$count" -gt 0 ]; do
    rest=${1#*:}
    [ -z "${rest%%:*}" ] || set -- "$@" -o /dev/null "http://127.0.0.1:${rest%%:*}${rest#*:}"
    shift
    count=$((count - 1))
  done
  [ $# = 0 ] || curl -sgZ --noproxy '*' --max-time 2 -w 'answer %{url_effective} %{http_code}\n' "$@" 2>/dev/null
}

answers "$@" &
# One period in which Docker's limit of CPU time is counted lies between the two.
since=$(date +%s%6N)
for place in "$@"; do pid=${place%%:*}; cpu "$pid"; eval "begin_$pid=\$used"; done
sleep 0.1
between=$(($(date +%s%6N) - since))
for place in "$@"; do
  pid=${place%%:*}
  cpu "$pid"
  bytes
  eval "begin=\$begin_$pid"
  # Set by eval.
  # shellcheck disable=SC2154
  echo "usage $pid ${begin:--} ${used:--} $between $bytes"
done
wait
