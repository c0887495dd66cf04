# ssh: for a key that may only run this program, as its forced command in authorized_keys: the words that came are read, never run.
# shellcheck shell=bash

# read_original: sets WORDS to the words of SSH_ORIGINAL_COMMAND, for the one project if there is one.
read_original() {
    local only=${1-} said=${SSH_ORIGINAL_COMMAND-} word i
    [[ -n $said ]] || refuse INVALID_REQUEST "This key may only run codeb-slot. Append to ssh, for example: codeb-slot status --project PROJECT"
    ((${#said} <= 4000)) || refuse INVALID_REQUEST "This command is too long: ${#said} characters, 4000 at most."
    # What a shell would make something of has no place here; so nobody wonders why it did not.
    [[ ! $said =~ [^A-Za-z0-9[:blank:]._:/@+=,%[:alpha:]-] ]] ||
        refuse INVALID_REQUEST "This key may only run codeb-slot with plain words: letters, digits and . _ : / @ + = , % - (no quotes, no shell)."
    read -ra WORDS <<<"$said"
    [[ ${WORDS[0]-} == codeb-slot ]] || refuse INVALID_REQUEST "This key may only run codeb-slot; it was asked for ${WORDS[0]-nothing}."
    WORDS=("${WORDS[@]:1}")
    case ${WORDS[0]-} in
    deploy | promote | rollback | status | cleanup | --help | help) ;;
    *) refuse INVALID_REQUEST "This key may only run codeb-slot deploy, promote, rollback, status or cleanup." ;;
    esac
    ONLY_PROJECT=$only
}
