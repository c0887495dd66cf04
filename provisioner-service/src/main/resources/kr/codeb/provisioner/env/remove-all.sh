# shellcheck shell=sh
# Removes an env file with all that was made from it: backups, releases, what containers are started with.
# Arguments: env file, folder of backups, what their names begin with, what containers are started with, folder of releases.
set -eu
rm -f "$1" "$4" "$4.export"
rm -rf "$5"
for old in "$2/$3"*; do
    number=${old#"$2/$3"}
    case $number in '' | *[!0-9]*) ;; *) rm -f "$old" ;; esac
done
