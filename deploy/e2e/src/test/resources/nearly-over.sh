# shellcheck shell=bash
# Makes a certificate of Caddy one that ends in an hour, signed by the same authority; its subject is empty, so its name has to be critical.
# nearly-over.sh DIRECTORY-OF-THE-CERTIFICATE AUTHORITY-DIRECTORY KEYTOOL
set -euo pipefail
umask 077
name=$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PASSWORD=only-here
openssl pkcs12 -export -name authority -in "$2/intermediate.crt" -inkey "$2/intermediate.key" -out "$work/authority.p12" -passout env:PASSWORD
openssl pkcs12 -export -name site -in "$1/$name.crt" -inkey "$1/$name.key" -out "$work/site.p12" -passout env:PASSWORD
"$3" -certreq -alias site -keystore "$work/site.p12" -storepass:env PASSWORD >"$work/request"
"$3" -gencert -rfc -alias authority -keystore "$work/authority.p12" -storepass:env PASSWORD -startdate -23H -validity 1 \
    -ext "san:critical=dns:$name" -infile "$work/request" -outfile "$work/site.crt"
cat "$work/site.crt" "$2/intermediate.crt" >"$work/chain.crt"
cat "$work/chain.crt" >"$1/$name.crt"
