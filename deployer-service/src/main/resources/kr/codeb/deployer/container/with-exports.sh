# shellcheck shell=sh
# Runs a command with what Docker's env file cannot carry in its environment, where Docker takes it from.
# Arguments: a file of exports, which may be missing or empty; then the command.
# The file's text becomes the shell's, so it has to be what CodeB writes there: lines `export NAME=WORD`, the words quoted as
# Words.java does, and no name that means something to the shell, the dynamic loader or Docker's client.
if [ -s "$1" ]; then
  exports=$(cat "$1") || exit 1
  printf '%s\n' "$exports" | LC_ALL=C awk '
    BEGIN { quote = "\047"; quoted = bad = 0 }
    !quoted {
      if (!match($0, /^export [A-Za-z_][A-Za-z0-9_]*=/)) { bad = 1; exit }
      name = substr($0, 8, RLENGTH - 8)
      if (name ~ /^(PATH|HOME|IFS|ENV|PWD|OLDPWD|SHELL|SHELLOPTS|BASHOPTS|PS[0-9]|UID|EUID|PPID|OPTIND|OPTARG|_|CDPATH|GO[A-Z]+)$/ ||
        name ~ /^(BASH_|LD_|DOCKER_|BUILDKIT_|COMPOSE_|MALLOC_|GLIBC_|SSL_CERT_|XDG_|LC_|CODEB_)/ || toupper(name) ~ /_PROXY$/ ||
        name ~ /^(GCONV_PATH|LOCPATH|NLSPATH|TMPDIR|LANG|LANGUAGE)$/) { bad = 1; exit }
      $0 = substr($0, RLENGTH + 1)
    }
    {
      rest = $0
      while (rest != "" || quoted) {
        if (quoted) {
          end = index(rest, quote)
          if (!end) next
          rest = substr(rest, end + 1)
          quoted = 0
        } else if (match(rest, /^[A-Za-z0-9_.\/:@%+=,-]+/)) rest = substr(rest, RLENGTH + 1)
        else if (substr(rest, 1, 1) == quote) { quoted = 1; rest = substr(rest, 2) }
        else if (substr(rest, 1, 2) == "\\" quote) rest = substr(rest, 3)
        else { bad = 1; exit }
      }
    }
    END { exit bad || quoted }' || { echo "$1 is not as CodeB writes it, so no container is started with it. Sync the environment anew." >&2; exit 1; }
  eval "$exports"
fi
shift
exec "$@"
