# Completion of `codeb` for bash; installed as /usr/share/bash-completion/completions/codeb.
# shellcheck shell=bash

_codeb() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-} options='' files=no
    local services="registry provisioner deployer gateway"
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "audit backup doctor drain help key logs restore restore-registry setup status --help --version" -- "$word")
        return
    fi
    case $before in
    --role)
        mapfile -t COMPREPLY < <(compgen -W "owner admin member viewer" -- "$word")
        return
        ;;
    --key | --from)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return
        ;;
    --team | --name | --days | --seconds | --since | --lines | --correlation | --address | --storage-host | --version) return ;;
    esac
    case $command in
    status) options="--no-scan --json" ;;
    logs) options="$services --follow --since --lines --correlation --json" ;;
    key) options="--team --name --role --days --json" && ((COMP_CWORD > 2)) || options=create ;;
    audit) options=--json && ((COMP_CWORD > 2)) || options=verify ;;
    drain) options="--seconds --end --json" ;;
    doctor) options=--json ;;
    restore-registry) options="--list --version --json" ;;
    backup)
        case ${COMP_WORDS[2]-} in
        verify) ((COMP_CWORD == 2)) || { options="--key --json" && files=yes; } ;;
        prune) ((COMP_CWORD == 2)) || options="--days --json" ;;
        key) ((COMP_CWORD == 2)) || return ;;
        *) files=yes options="--with-databases --nightly --json" ;;
        esac
        ((COMP_CWORD > 2)) || options="verify prune key --with-databases --nightly --json"
        ;;
    restore) files=yes options="--key --address --storage-host --dry-run --replace --replace-data --json" ;;
    setup) options="storage key --from --check --dry-run --yes --no-proof --no-key" files=yes ;;
    *) return ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$options --help" -- "$word")
    if [[ $files == yes && $word != -* ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$word")
    fi
}

complete -F _codeb codeb
