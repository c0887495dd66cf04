# The words of the command, and what they lead to.
# shellcheck shell=bash

SELF=$(readlink -f "${BASH_SOURCE[0]}")
PROJECT='' ENVIRONMENT=production IMAGE='' VERSION='' REASON='' FORCE='' ONLY_PROJECT='' INTERRUPTED='' TEAM=''
WORDS=("$@")

usage() {
    case ${1-} in
    deploy)
        cat <<'END'
codeb-slot deploy --project P [--environment production|staging] --image I [--version V]
Pulls the image, starts it in the slot that is not active, and waits until it is healthy. Visitors are not moved: look at the
previewUrl of the answer, then promote. What stood in that slot, also a version that was kept for a rollback, is given up.
END
        ;;
    promote)
        cat <<'END'
codeb-slot promote --project P [--environment production|staging] [--version V]
Moves all visitors to the version that waits; with --version only when it is that one. The version before stays ready for rollback.
END
        ;;
    rollback)
        cat <<'END'
codeb-slot rollback --project P [--environment production|staging] [--reason WORDS...]
Moves all visitors back to the version before, with its own environment variables.
END
        ;;
    status)
        cat <<'END'
codeb-slot status --project P [--environment production|staging]
Shows both slots, and what Docker really says of them.
END
        ;;
    cleanup)
        cat <<'END'
codeb-slot cleanup --project P [--environment production|staging] [--force]
Removes versions whose grace time is over; with --force also one within it, and one that nobody promoted. Never the active one.
END
        ;;
    *)
        cat <<'END'
codeb-slot deploy|promote|rollback|status|cleanup --project P [--environment production|staging] [OPTIONS]
codeb-slot COMMAND --help tells more.

Works on the App Server, as root, whether CodeB's services run or not; while they do, it and they keep out of each other's way.
Prints the same JSON as POST /api/tool. Ends with 0; 75 when the same may succeed a moment later; 2 when it was asked wrongly;
1 for any other failure; and then with one sentence on standard error.
END
        ;;
    esac
}

# read_words WORD...: what follows the command's name.
read_words() {
    local word
    while (($# > 0)); do
        word=$1
        shift
        if [[ $word == --*=* ]]; then set -- "${word#*=}" "$@" && word=${word%%=*}; fi
        case $word in
        --help | -h) usage "$COMMAND" && exit 0 ;;
        --force)
            FORCE=true
            continue
            ;;
        --project | --environment | --image | --version | --reason) ;;
        *) refuse_word "$word" "There is no option '$word'. See: codeb-slot $COMMAND --help" ;;
        esac
        (($# > 0)) && [[ $1 != --* ]] || refuse_word "$word" "$word needs a value. See: codeb-slot $COMMAND --help"
        case $word in
        --project) PROJECT=$1 ;;
        --environment) ENVIRONMENT=$1 ;;
        --image) IMAGE=$1 ;;
        --version) VERSION=$1 ;;
        --reason)
            REASON=$1
            # Over ssh quotes are gone, and a reason is several words.
            while (($# > 1)) && [[ $2 != --* ]]; do
                shift
                REASON+=" $1"
            done
            ;;
        esac
        shift
    done
}

# refuse_word PARAM SENTENCE
refuse_word() {
    local param=${1#--}
    [[ $param != project ]] || param=projectName
    object param "$param" message "$2"
    refuse INVALID_PARAMS "$2" "{\"violations\":[$OBJECT]}"
}

check_words() {
    local option
    for option in IMAGE:deploy VERSION:deploy,promote REASON:rollback FORCE:cleanup; do
        local name=${option%%:*}
        [[ -z ${!name} || ,${option#*:}, == *,$COMMAND,* ]] || refuse_word "--${name,,}" "codeb-slot $COMMAND takes no --${name,,}. See: codeb-slot $COMMAND --help"
    done
    [[ -n $PROJECT ]] || refuse_word --project "projectName is missing; it must be a project's name. See: codeb-slot $COMMAND --help"
    [[ $PROJECT =~ ^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$ && $PROJECT != *--* ]] ||
        refuse_param projectName 'lower case letters, digits and single hyphens, beginning with a letter, not ending with a hyphen, 50 characters at most'
    [[ $ENVIRONMENT == production || $ENVIRONMENT == staging ]] || refuse_param environment 'production or staging'
    [[ $COMMAND != deploy || -n $IMAGE ]] || refuse_word --image "image is missing; it must be an OCI image reference, such as ghcr.io/org/app:1.2."
    ((${#IMAGE} <= 600)) || refuse_param image '600 characters at most'
    [[ -z $VERSION || $VERSION =~ ^[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}$ ]] ||
        refuse_param version 'letters, digits and . _ + -, beginning with a letter, a digit or _, 128 characters at most'
    [[ ${#REASON} -le 500 && ! $REASON =~ [[:cntrl:]] ]] || refuse_param reason 'a text of at most 500 characters in one line'
    [[ -z $ONLY_PROJECT || $PROJECT == "$ONLY_PROJECT" ]] || refuse PROJECT_NOT_FOUND "There is no project $PROJECT that this key may reach."
}

need_programs() {
    local program missing=()
    for program in jq curl flock setsid setpriv timeout; do command -v "$program" >/dev/null || missing+=("$program"); done
    ((${#missing[@]} == 0)) || refuse INTERNAL "These programs are missing on the app server: ${missing[*]}. Install them, then call again."
}

main() {
    if [[ ${WORDS[0]-} == ssh ]]; then
        [[ ${WORDS[1]-} != --only-project ]] || ONLY_PROJECT=${WORDS[2]-}
        read_original "$ONLY_PROJECT"
    fi
    COMMAND=${WORDS[0]-}
    case $COMMAND in
    deploy | promote | rollback | status | cleanup | afterwards) ;;
    help | --help | -h) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
    esac
    BY="codeb-slot:${SUDO_USER:-$(id -un)}"
    trap 'INTERRUPTED=INT' INT
    trap 'INTERRUPTED=TERM' TERM
    trap '' HUP
    trap : PIPE
    read_settings
    check_format
    caddy_words
    if [[ $COMMAND == afterwards ]]; then
        PROJECT=${WORDS[2]} ENVIRONMENT=${WORDS[4]}
        run_afterwards "${WORDS[@]:5}"
        return
    fi
    read_words "${WORDS[@]:1}"
    check_words
    need_programs
    [[ $EUID == 0 ]] || refuse FORBIDDEN "codeb-slot reaches Docker, Caddy and the registry, so it has to run as root."
    trap unexpected EXIT
    "run_$COMMAND"
}

main
