# The environment of a release: what the provisioner made of the env file, and keeps for each version of it.
# shellcheck shell=bash

# prepare_env: sets ENV_VERSION and ENV_FILE to a copy of what the env file says now, kept for the release.
prepare_env() {
    local truth=$ROOT/env/$PROJECT/.env derived=$ROOT/projects/$PROJECT/.env.$ENVIRONMENT size
    [[ $ENVIRONMENT == production ]] || truth=$truth.$ENVIRONMENT
    [[ -e $truth ]] || fail PROJECT_NOT_FOUND "$PROJECT ($ENVIRONMENT) has no env file. Call workflow_init again, which makes what is missing."
    ENV_VERSION=$(sha256sum <"$truth") || fail ENV_INVALID "The env file $truth on the app server cannot be read. Repair it there and call again."
    ENV_VERSION=${ENV_VERSION:0:12}
    ENV_FILE=$ROOT/projects/$PROJECT/releases/$ENVIRONMENT/$ENV_VERSION
    if [[ -f $ENV_FILE && -f $ENV_FILE.export ]]; then
        derived=$ENV_FILE
    elif [[ ! -f $derived || $derived -ot $truth ]]; then
        fail ENV_INVALID "The env file $truth was changed by hand, and only CodeB's services can make of it what a container is started with. Start them and call env_sync, then deploy again."
    fi
    [[ -f $derived.export ]] || (umask 077 && : >"$derived.export")
    size=$(stat -c %s "$derived")
    cat "$derived" "$derived.export" | sh -c "$SCRIPT_DERIVE" codeb-slot "$size" "$((size + $(stat -c %s "$derived.export")))" "${ENV_FILE%/*}" 10 \
        "$ENV_VERSION ${SLOT[blue.envVersion]} ${SLOT[green.envVersion]}" "$ROOT/projects/$PROJECT/.env.$ENVIRONMENT" "$ENV_FILE" ||
        fail INTERNAL "The environment of the release could not be written. Look at the disk, then call again."
}

# released_env VERSION: sets ENV_FILE to what an earlier release was started with.
released_env() {
    ENV_FILE=$ROOT/projects/$PROJECT/releases/$ENVIRONMENT/$1
    [[ $1 =~ ^[0-9a-f]{12}$ && -f $ENV_FILE && -f $ENV_FILE.export ]] ||
        fail BACKUP_NOT_FOUND "No environment $1 of $PROJECT ($ENVIRONMENT) is kept. Deploy again instead."
}
