# shellcheck shell=bash disable=SC2154 # words and stop are set by slot-words.sh, which stands before it
for name in CODEB_SSH_HOST CODEB_SSH_KNOWN_HOSTS CODEB_SSH_KEY; do
  if [ -z "${!name}" ]; then
    echo "::error title=CodeB $ACTION failed::The repository has no variable or secret $name."
    exit 1
  fi
done
umask 077
trap 'rm -f "$RUNNER_TEMP/ssh-key"' EXIT
printf '%s\n' "$CODEB_SSH_KEY" >"$RUNNER_TEMP/ssh-key"
printf '%s\n' "$CODEB_SSH_KNOWN_HOSTS" >"$RUNNER_TEMP/known-hosts"
case $CODEB_SSH_HOST in ssh://*) host=$CODEB_SSH_HOST ;; *) host=ssh://$CODEB_SSH_HOST ;; esac
echo "::stop-commands::$stop"
ssh -T -F none -i "$RUNNER_TEMP/ssh-key" -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes \
  -o "UserKnownHostsFile=$RUNNER_TEMP/known-hosts" -o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=8 \
  "$host" "${words[*]}" </dev/null >"$RUNNER_TEMP/codeb.json" || true
echo "::$stop::"
