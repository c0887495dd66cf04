package kr.codeb.provisioner.env;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kr.codeb.operations.ssh.Command;

/** The commands that read and write env files. Contents go by standard input only, and are checked before they count. */
final class EnvScripts {

    static final int ABSENT = 44;

    private static final String START = "set -eu; umask 077\n";

    private static final String WRITE = START + """
            folder=$(dirname "$1")
            mkdir -p "$folder"
            new=$(mktemp "$folder/.new.XXXXXX")
            trap 'rm -f "$new"' EXIT
            cat > "$new"
            [ "$(sha256sum < "$new" | cut -d' ' -f1)" = "$3" ] || { echo 'it did not arrive whole' >&2; exit 1; }
            stands=absent
            if [ -e "$1" ]; then stands=$(sha256sum < "$1" | cut -d' ' -f1); fi
            [ "$stands" = "$2" ] || exit 98
            sync "$new"
            mv -fT "$new" "$1"
            sync "$folder"
            """;

    private static final String REMOVE = START + """
            [ -e "$1" ] || exit 0
            case $(sha256sum < "$1") in "$2"*) rm -f "$1" ;; esac
            """;

    /**
     * A name is always later than the ones before it, also within a second: the order of the names is the order of the
     * backups. It is taken by link(2), which fails when the name exists.
     */
    private static final String BACK_UP = START + """
            file=$1 folder=$2 prefix=$3 keep=$4
            new=$(mktemp "$folder/.new.XXXXXX")
            trap 'rm -f "$new"' EXIT
            cat "$file" > "$new"
            sync "$new"
            numbers() {
                for old in "$folder/$prefix"*; do
                    number=${old#"$folder/$prefix"}
                    case $number in '' | *[!0-9]*) ;; *) echo "$number" ;; esac
                done | sort -rn
            }
            n=$(date +%s)
            last=$(numbers | head -n 1)
            [ "${last:-0}" -lt "$n" ] || n=$((last + 1))
            tries=0
            until ln "$new" "$folder/$prefix$n" 2>/dev/null; do
                n=$((n + 1)) tries=$((tries + 1))
                [ $tries -lt 1000 ] || { echo "no backup can be made in $folder" >&2; exit 1; }
            done
            sync "$folder"
            numbers | tail -n +$((keep + 1)) | while read -r number; do rm -f "$folder/$prefix$number"; done
            echo "$prefix$n"
            """;

    private static final String BACKUPS = START + """
            [ -d "$1" ] || exit 0
            cd "$1"
            for old in "$2"*; do
                number=${old#"$2"}
                case $number in '' | *[!0-9]*) ;; *) echo "$number" ;; esac
            done | sort -rn | while read -r number; do echo "$2$number"; done
            """;

    private static final String PUT_BACK = START + """
            file=$1 backup=$2
            case $(sha256sum < "$file") in "$3"*) ;; *) exit 0 ;; esac
            new=$(mktemp "$(dirname "$file")/.new.XXXXXX")
            trap 'rm -f "$new"' EXIT
            cat "$backup" > "$new"
            sync "$new"
            mv -fT "$new" "$file"
            sync "$(dirname "$file")"
            """;

    /** Reads the env file's bytes, then the exports', and puts both at each place; the env file last, as it counts. */
    private static final String DERIVE = START + """
            size=$1 total=$2
            shift 2
            mkdir -p "$(dirname "$1")"
            work=$(mktemp -d "$(dirname "$1")/.new.XXXXXX")
            new=$work/none
            trap 'rm -rf "$work" "$new"' EXIT
            cat > "$work/all"
            [ "$(wc -c < "$work/all")" -eq "$total" ] || { echo 'it did not arrive whole' >&2; exit 1; }
            head -c "$size" "$work/all" > "$work/env"
            tail -c +$((size + 1)) "$work/all" > "$work/export"
            for place; do
                folder=$(dirname "$place")
                mkdir -p "$folder"
                for part in export env; do
                    case $part in env) to=$place ;; export) to=$place.export ;; esac
                    if cmp -s "$work/$part" "$to"; then continue; fi
                    new=$(mktemp "$folder/.new.XXXXXX")
                    cat "$work/$part" > "$new"
                    sync "$new"
                    mv -fT "$new" "$to"
                done
                sync "$folder"
            done
            """;

    private EnvScripts() {}

    /** Exits with {@value #ABSENT} when there is no such file; prints Base64, since output is read as text. */
    static Command read(String file) {
        return Command.script("[ -e \"$1\" ] || exit " + ABSENT + "; exec base64 < \"$1\"", file);
    }

    /** @param stands SHA-256 of what must stand there, or {@code absent}; otherwise it exits with 98 */
    static Command write(String file, String stands, String becomes, byte[] content) {
        return reading(Command.script(WRITE, file, stands, becomes), content);
    }

    static Command remove(String file, String version) {
        return Command.script(REMOVE, file, version);
    }

    static Command backUp(EnvPlace place, int keep) {
        return Command.script(
                BACK_UP, place.file(), place.backupFolder(), place.backupPrefix(), Integer.toString(keep));
    }

    static Command backups(EnvPlace place) {
        return Command.script(BACKUPS, place.backupFolder(), place.backupPrefix());
    }

    static Command putBack(EnvPlace place, String backup, String version) {
        return Command.script(PUT_BACK, place.file(), place.backupFolder() + "/" + backup, version);
    }

    static Command derive(List<String> places, DockerEnv env) {
        byte[] envFile = env.envFile().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(envFile);
        both.writeBytes(env.exports().getBytes(StandardCharsets.UTF_8));
        List<String> arguments = new ArrayList<>();
        arguments.add(Integer.toString(envFile.length));
        arguments.add(Integer.toString(both.size()));
        arguments.addAll(places);
        return reading(Command.script(DERIVE, arguments.toArray(String[]::new)), both.toByteArray());
    }

    static Command bothExist(String file) {
        return Command.script("[ -f \"$1\" ] && [ -f \"$1.export\" ]", file);
    }

    private static Command reading(Command command, byte[] content) {
        return command.reading(content).within(Duration.ofSeconds(30));
    }
}
