# Images: where they may come from, which one it is, and those that may go. As ImageReference, ImageRegistries and PullFailure say it.
# shellcheck shell=bash

IMAGE_WORD='[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*'
IMAGE_HOST='[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?'
IMAGE_DOMAIN="($IMAGE_HOST(\\.$IMAGE_HOST)*|\\[[a-fA-F0-9:]+\\])(:[0-9]{1,5})?"
IMAGE_NAME="($IMAGE_DOMAIN/)?$IMAGE_WORD(/$IMAGE_WORD)*"
IMAGE_TAG='[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}'
IMAGE_DIGEST='sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}'

# read_image TEXT: sets REPOSITORY, TAG, GIVEN_DIGEST and IMAGE_FROM (the host that Docker asks); fails for what is no image reference.
read_image() {
    [[ $1 =~ ^$IMAGE_NAME(:$IMAGE_TAG)?(@($IMAGE_DIGEST))?$ ]] || return 1
    local rest=${1%%@*} first
    [[ $1 == *@* ]] && GIVEN_DIGEST=${1#*@} || GIVEN_DIGEST=
    TAG=
    if [[ ${rest##*/} == *:* ]]; then TAG=${rest##*:} rest=${rest%:*}; fi
    REPOSITORY=$rest
    ((${#REPOSITORY} <= 255)) || return 1
    first=${REPOSITORY%%/*}
    IMAGE_FROM=docker.io
    if [[ $REPOSITORY == */* && ($first == *[.:]* || $first == localhost || $first != "${first,,}") ]]; then IMAGE_FROM=${first,,}; fi
    [[ $IMAGE_FROM != index.docker.io ]] || IMAGE_FROM=docker.io
}

# image_version: what to call it when nobody says.
image_version() {
    if [[ -n $TAG ]]; then echo "$TAG"; elif [[ -n $GIVEN_DIGEST ]]; then local hex=${GIVEN_DIGEST#*:} && echo "${hex:0:12}"; else echo latest; fi
}

# logins: the hosts that there is a login for, one a line.
logins() {
    local key
    for key in "${!SETTINGS[@]}"; do
        [[ $key == 'codeb.image-registries."'*'".username' ]] || continue
        key=${key#*\"}
        echo "${key%\"*}"
    done
}

# login_setting NAME: of the registry that the image comes from.
login_setting() {
    local host
    for host in $(logins); do [[ ${host,,} != "$IMAGE_FROM" ]] || printf '%s' "${SETTINGS["codeb.image-registries.\"$host\".$1"]-}"; done
}

serves_team() { local teams=",$1,"; teams=${teams// /}; [[ $teams == *,\*,* || $teams == *,"$TEAM",* ]]; }

check_registry() {
    local allowed
    allowed=$(list codeb.images.registries; logins)
    [[ $'\n'${allowed,,}$'\n' != *$'\n'"$IMAGE_FROM"$'\n'* ]] || return 0
    allowed=$(sort -u <<<"${allowed,,}")
    fail PULL_FAILED "$IMAGE_FROM is no registry that images may come from. Push the image to one of $(paste -sd, <<<"$allowed" | sed 's/,/, /g'), or have an operator add it to codeb.images.registries."
}

# begin_pull IMAGE: fetches it beside other work; await_pull waits for that.
begin_pull() {
    local list=$ROOT/projects/$PROJECT/images.$ENVIRONMENT user password=/dev/null words
    words=(sh -c "$SCRIPT_PULL" codeb-slot "$list" "$1" "$REPOSITORY" "$REGISTRY/fences/$PROJECT-$ENVIRONMENT" 0 "${DOCKER[@]}")
    ACCOUNT=none
    user=$(login_setting username)
    if [[ -n $user ]] && serves_team "$(login_setting teams)"; then
        ACCOUNT=used
        password=$(login_setting password-file)
        [[ -r $password ]] || fail PULL_FAILED "The password for $IMAGE_FROM cannot be read. Check codeb.image-registries.\"$IMAGE_FROM\".password-file."
        words=(sh -c "$SCRIPT_WITH_LOGIN" codeb-slot "$DOCKER_LINE" "$IMAGE_FROM" "$user" "${words[@]}")
    elif [[ -n $user ]]; then
        ACCOUNT=withheld
    fi
    exec {PULL_FD}< <(
        unlock
        timeout -k 5 "${SETTINGS[codeb.deploy.pull-seconds]}" "${words[@]}" <"$password" 2>&1
        echo "ended $?"
    )
    PULL_PID=$!
}

# await_pull IMAGE: sets DIGEST.
await_pull() {
    local said ended
    said=$(cat <&"$PULL_FD")
    exec {PULL_FD}<&-
    PULL_PID=
    ended=${said##*ended }
    said=${said%ended *}
    DIGEST=$(sed -n 's/^Digest: \(sha[0-9]*:[0-9a-f]*\).*/\1/p' <<<"$said" | head -n 1)
    [[ $ended != 0 || -z $DIGEST ]] || return 0
    check_docker "$said"
    case $ended in
    124 | 137) fail PULL_FAILED "$1 was not fetched within ${SETTINGS[codeb.deploy.pull-seconds]} s. Try again, or raise codeb.deploy.pull-seconds." ;;
    esac
    pull_failure "$said"
    fail PULL_FAILED "$1 cannot be fetched: $SENTENCE Docker says: $OWN_WORDS"
}

# pull_failure WORDS: sets SENTENCE to why an image could not be fetched, and OWN_WORDS to Docker's in one line; a test compares them with the deployer's.
pull_failure() {
    own_words "$1"
    case $OWN_WORDS in
    *'no matching manifest'*) SENTENCE="it was not built for this server's processor. Build it for that too." ;;
    *'no space left on device'*) SENTENCE="the app server's disk is full. Make room, then deploy again." ;;
    *toomanyrequests* | *'too many requests'*) SENTENCE="$IMAGE_FROM lets this server fetch no more just now. Try again later, or with a login." ;;
    *'no basic auth credentials'* | *unauthorized* | *'authentication required'* | *denied* | *401* | *403*) pull_refused ;;
    *'manifest unknown'* | *'not found'* | *'does not exist'* | *'name unknown'*)
        local tag=$TAG
        [[ -n $TAG || -n $GIVEN_DIGEST ]] || tag=latest
        if [[ -z $tag ]]; then
            SENTENCE="$IMAGE_FROM has no image of that digest. Check it, or push the image first."
        else
            SENTENCE="$IMAGE_FROM has no image $REPOSITORY with the tag $tag. Check the name, or push the image first."
        fi
        ;;
    *'no such host'* | *'name resolution'* | *'server misbehaving'*) SENTENCE="the name $IMAGE_FROM cannot be resolved. Check the image's name and the server's DNS." ;;
    *'connection refused'* | *timeout* | *'no route to host'* | *'connection reset'* | *EOF* | *502* | *503*) SENTENCE="$IMAGE_FROM does not answer. Try again when it does." ;;
    *x509* | *'HTTP response to HTTPS client'* | *tls:*) SENTENCE="$IMAGE_FROM shows no certificate that this server trusts." ;;
    *) SENTENCE="the pull failed." ;;
    esac
}

pull_refused() {
    case $ACCOUNT in
    used) SENTENCE="$IMAGE_FROM does not accept the login, or it may not read this image. Check codeb.image-registries.\"$IMAGE_FROM\"." ;;
    withheld) SENTENCE="$IMAGE_FROM has no such image, or it is private, and the server's login there is not for your team. Check its name, or have an operator add your team to codeb.image-registries.\"$IMAGE_FROM\".teams." ;;
    *) SENTENCE="$IMAGE_FROM has no such image, or it is private. Check its name, or set codeb.image-registries.\"$IMAGE_FROM\"." ;;
    esac
}

# own_words TEXT: without a login's warning, and without what the other side wrote into its answer.
own_words() {
    OWN_WORDS=$(grep -v -e '^[[:space:]]*$' -e '^WARNING!' -e '^Configure a credential helper' -e '^https://docs.docker.com' <<<"$1" | tail -c 600 | paste -sd ' ' |
        tr '[:cntrl:]' ' ' | sed -E 's/[[:space:]]+$//; s/(response body|malformed HTTP (response|status code|version)|invalid character|unexpected HTTP status).*/\1 [its answer is left out]/')
    ((${#OWN_WORDS} <= 400)) || OWN_WORDS="${OWN_WORDS:0:400} …"
}

# tidy_images: of those that were fetched for this environment and are in no slot, the latest three stay.
tidy_images() {
    local list=$ROOT/projects/$PROJECT/images.$ENVIRONMENT old=()
    [[ -f $list ]] || return 0
    mapfile -t old < <(grep @ "$list" | head -n -3 | grep -v -F -e "@${SLOT[blue.digest]:-none}" -e "@${SLOT[green.digest]:-none}")
    ((${#old[@]} == 0)) || sh -c "$SCRIPT_REMOVE_IMAGES" codeb-slot "$DOCKER_LINE" "$list" "${old[@]}"
}
