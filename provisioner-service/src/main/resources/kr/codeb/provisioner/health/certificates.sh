# shellcheck shell=sh
# Says which sites have a certificate that is nearly over: no more than a twelfth of its time is left, 7 days of 90. Caddy renews when a third is left.
# Arguments: Caddy's address and HTTPS port. Input: names of sites, one a line.
# Output, a line for each: the name, and when it ends, in seconds since 1970. A name that Caddy has no certificate for is passed over.
command -v openssl >/dev/null || { echo 'there is no openssl' >&2; exit 1; }
# shellcheck disable=SC2016 # the words of another shell
xargs -r -d '\n' -n 1 -P 4 sh -c '
    dates=$(timeout 5 openssl s_client -connect "$1:$2" -servername "$3" </dev/null 2>/dev/null | openssl x509 -noout -startdate -enddate 2>/dev/null) || exit 0
    begins=$(printf "%s\n" "$dates" | sed -n "s/^notBefore=//p")
    ends=$(printf "%s\n" "$dates" | sed -n "s/^notAfter=//p")
    [ -n "$begins" ] && [ -n "$ends" ] || exit 0
    begins=$(date -d "$begins" +%s) && ends=$(date -d "$ends" +%s) || exit 0
    [ $((12 * (ends - $(date +%s)))) -gt $((ends - begins)) ] || echo "$3 $ends"
' sh "$1" "$2"
