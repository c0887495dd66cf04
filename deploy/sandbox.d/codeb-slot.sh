# codeb-slot on the App Server, and the key that may run only it.
# shellcheck shell=bash

CODEB_SLOT=$SANDBOX_HOME/codeb-slot
DEPLOY_KEYS=$SSH_DIR/authorized_keys_deploy

install_codeb_slot() {
    "$SANDBOX_SOURCE/build-codeb-slot" "$CODEB_SLOT.built" "$SETTINGS_FILE"
    cmp -s "$CODEB_SLOT.built" "$CODEB_SLOT" || mv "$CODEB_SLOT.built" "$CODEB_SLOT"
    rm -f "$CODEB_SLOT.built"
}

# What an account of its own does by sudo on a real machine (docs/codeb-slot.md), root's second key does here by its forced command.
prepare_deploy_key() {
    make_key id_deploy codeb-deploy
    printf 'restrict,command="%s ssh" %s\n' "$CODEB_SLOT" "$(<"$SSH_DIR/id_deploy.pub")" | put "$DEPLOY_KEYS" 0600
}

deploy_ssh() {
    printf 'ssh -i %s -p %s -o BatchMode=yes -o IdentitiesOnly=yes -o UserKnownHostsFile=%s root@%s' \
        "$SSH_DIR/id_deploy" "$(port_of sshd)" "$SSH_DIR/known_hosts" "$APP_HOST"
}
