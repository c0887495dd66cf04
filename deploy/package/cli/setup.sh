# codeb setup: sets this machine up, or only looks whether it is
# shellcheck shell=bash

# shellcheck source=/dev/null
for file in "$CLI"/key.sh "$CLI"/setup/*.sh; do source "$file"; done

help_setup() {
    cat <<'END'
Usage: codeb setup [--from FILE] [--check | --dry-run] [--yes] [--no-proof] [--no-key]
       codeb setup storage [the same options]
       codeb setup key

Asks what it has to know, looks at everything, names all that is missing at once, lists what it will change, and does it once you say
yes. It can be run again at any time: what is as it should be stays. At the end it deploys a tiny application, looks at it as a
visitor would, and removes it again.

  (no word)        this machine runs CodeB and the applications; PostgreSQL, Redis and PowerDNS, too, unless storage= names another one
  storage          this machine keeps the data of another App Server: PostgreSQL, Redis, PowerDNS. Writes /etc/codeb/storage-join, to be
                   copied to the App Server
  key              prints the public key by which CodeB comes to the Storage Server (app-key= there)

  --from FILE      the answers, one name=value a line; nothing is asked then, and --yes is meant
  --check          only looks: ends with 0 if all is as it should be, with 1 if something would have to be changed or is in the way
  --dry-run        only says what would be changed
  --yes            does not ask whether to begin
  --no-proof       does not deploy the tiny application
  --no-key         makes no key of an owner, and none for backups: those of a backup follow (codeb restore)

Answers (kept in /etc/codeb/setup.conf; no secrets among them):
END
    local name
    for name in "${ANSWERS[@]}"; do printf '  %-16s %s\n' "$name" "${ABOUT[$name]}"; done
}

command_setup() {
    local from='' only='' yes=no proof=yes keys=yes kind=app
    while (($# > 0)); do
        case $1 in
        --from) from=${2-}; [[ -r $from ]] || wrong_words "--from needs a file that can be read."; yes=yes; shift ;;
        --check | --dry-run) only=${1#--} ;;
        --yes) yes=yes ;;
        --no-proof) proof=no ;;
        --no-key) keys=no ;;
        storage) kind=storage ;;
        key) kind=key ;;
        *) wrong_words "codeb setup does not know '$1'. See: codeb setup --help" ;;
        esac
        shift
    done
    need_root
    read_answers "$kind" "$from"
    [[ $kind != key ]] || { print_key; return; }
    check_answers "$kind"
    steps_of "$kind"
    look
    ((${#PROBLEMS[@]} == 0)) || exit 1
    case $only in
    check) ((${#CHANGES[@]} == 0)) || exit 1; say "All is as it should be."; return ;;
    dry-run) say "Nothing was changed."; return ;;
    esac
    if ((${#CHANGES[@]} > 0)); then
        [[ $yes == yes ]] || agreed || die "Nothing was changed."
        change_all
    fi
    say "This machine is set up."
    [[ $kind == app ]] || { tell_storage_join; return; }
    [[ $keys == no ]] || first_key
    # Told loudly by itself, so that somebody keeps a copy.
    [[ $keys == no || -s $CODEB_ETC/backup.key ]] || "$CLI/codeb" backup key >/dev/null
    [[ $proof == no ]] || prove
    ((${#CHANGES[@]} == 0)) || settle
}

steps_of() {
    case $1 in
    app)
        STEPS=(machine packages folders)
        [[ $STORAGE != here ]] || STEPS+=(address postgres redis pdns)
        [[ $STORAGE == here ]] || STEPS+=(join)
        STEPS+=(docker sshkey caddy settings services)
        ;;
    storage) STEPS=(machine packages folders postgres redis pdns allowkey joinfile) ;;
    esac
}

# look: what is in the way, and what would be changed.
look() {
    local step line
    PROBLEMS=() CHANGES=() HINTS=()
    for step in "${STEPS[@]}"; do "look_$step"; done
    for line in "${HINTS[@]}"; do printf '  note     %s\n' "$line" >&2; done
    for line in "${CHANGES[@]}"; do printf '  change   %s\n' "$line" >&2; done
    for line in "${PROBLEMS[@]}"; do printf '  PROBLEM  %s\n' "$line" >&2; done
    ((${#PROBLEMS[@]} == 0)) || say "${#PROBLEMS[@]} in the way, nothing was changed. Mend that, then run codeb setup again."
}

problem() { PROBLEMS+=("$*"); }
change() { CHANGES+=("$*"); }
hint() { HINTS+=("$*"); }

agreed() {
    local answer
    [[ -t 0 ]] || die "There is nobody to ask whether to begin. Add --yes, or --from FILE."
    read -r -p "codeb: Begin? [y/N] " answer && [[ $answer == [yY]* ]]
}

change_all() {
    local step
    : >"$SETUP_LOG"
    for step in "${STEPS[@]}"; do
        say "$step"
        "do_$step"
    done
}
