# shellcheck shell=sh
# Makes the network of all application containers, and the packet filter's rules that keep them apart. Run again, it mends what
# is missing and changes nothing else.
# args: network bridge subnet public-ports allowed refused, then the words that call Docker. public-ports: those of Caddy, by
#   commas. allowed: host:port by spaces, to be reached over TCP. refused: hosts and networks by spaces.
# output: nothing
# exits: 0 all is as it should be; 1 it is not, with the reason on standard error
network=$1 bridge=$2 subnet=$3 public=$4 allowed=$5 refused=$6
shift 6

fail() { echo "$1" >&2; exit 1; }

if ! "$@" network inspect "$network" >/dev/null 2>&1; then
  said=$("$@" network create --driver bridge --subnet "$subnet" --label codeb.network=applications \
    --opt "com.docker.network.bridge.name=$bridge" --opt com.docker.network.bridge.enable_icc=false "$network" 2>&1) ||
    case $said in *'already exists'*) ;; *) fail "$said" ;; esac
fi
subnet=$("$@" network inspect --format '{{(index .IPAM.Config 0).Subnet}}' "$network") || exit 1
# Containers that others, or an earlier CodeB, put on Docker's own bridge.
refused="$refused $("$@" network inspect --format '{{range .IPAM.Config}}{{.Subnet}} {{end}}' bridge 2>/dev/null)"
for program in iptables iptables-restore; do
  command -v "$program" >/dev/null || fail "$program is missing on the app server. Install it, then call again."
done

# Containers on one bridge meet the packet filter only with this switch.
switch=/proc/sys/net/bridge/bridge-nf-call-iptables
[ -e "$switch" ] || modprobe br_netfilter 2>/dev/null
[ "$(cat "$switch" 2>/dev/null)" = 1 ] || echo 1 >"$switch" || fail "The app server's kernel does not filter what passes a bridge (br_netfilter)."

addresses() { getent ahostsv4 "$1" | while read -r address _; do echo "$address"; done | sort -u; }
nameservers() {
  while read -r key value _; do
    case $key,$value in nameserver,127.* | nameserver,*:*) ;; nameserver,*) echo "$value" ;; esac
  done </etc/resolv.conf
}
allow() {
  for place in $allowed; do
    for address in $(addresses "${place%:*}"); do echo "-A $1 -d $address -p tcp --dport ${place##*:} -j RETURN"; done
  done
  for address in $(nameservers); do
    echo "-A $1 -d $address -p udp --dport 53 -j RETURN"
    echo "-A $1 -d $address -p tcp --dport 53 -j RETURN"
  done
}
refuse() {
  echo "$1 -p tcp -j REJECT --reject-with tcp-reset"
  echo "$1 -j REJECT"
}
rules() {
  echo '*filter'
  echo ":$bridge-forward - [0:0]"
  echo ":$bridge-input - [0:0]"
  echo "-A $bridge-forward -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN"
  # Nothing is begun towards a container but by this host itself, which does not pass here.
  refuse "-A $bridge-forward -o $bridge"
  allow "$bridge-forward"
  for place in $refused; do
    case $place in
      */*) refuse "-A $bridge-forward -d $place" ;;
      *) for address in $(addresses "$place"); do refuse "-A $bridge-forward -d $address"; done ;;
    esac
  done
  echo "-A $bridge-input -m conntrack --ctstate RELATED,ESTABLISHED -j RETURN"
  # Sites are public: a container may ask them as everybody does, by the server's own address.
  [ -z "$public" ] || echo "-A $bridge-input ! -d $subnet -p tcp -m multiport --dports $public -j RETURN"
  allow "$bridge-input"
  refuse "-A $bridge-input"
  echo COMMIT
}
rules | iptables-restore --wait 10 --noflush || fail "The packet filter's rules could not be loaded."

# Docker leaves DOCKER-USER to others and looks there first; without it there is no Docker that filters.
hooked() { iptables --wait 10 -C "$@" 2>/dev/null || iptables --wait 10 -I "$@"; }
forward=DOCKER-USER
iptables --wait 10 -S "$forward" >/dev/null 2>&1 || forward=FORWARD
if ! { hooked "$forward" -i "$bridge" -j "$bridge-forward" &&
  hooked "$forward" ! -i "$bridge" -o "$bridge" -j "$bridge-forward" &&
  hooked INPUT -i "$bridge" -j "$bridge-input"; }; then
  fail "The packet filter's rules could not be put in force."
fi

# The network speaks IPv4 only; a bridge has an address of its own all the same.
if command -v ip6tables >/dev/null && ip6tables --wait 10 -S INPUT >/dev/null 2>&1; then
  for chain in INPUT FORWARD; do
    ip6tables --wait 10 -C "$chain" -i "$bridge" -j DROP 2>/dev/null || ip6tables --wait 10 -I "$chain" -i "$bridge" -j DROP ||
      fail "The packet filter's rules for IPv6 could not be put in force."
  done
fi
