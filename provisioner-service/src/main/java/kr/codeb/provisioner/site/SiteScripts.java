package kr.codeb.provisioner.site;

/** The shell scripts that change sites and markers on the App Server. Each is a constant; what varies is an argument. */
final class SiteScripts {

    static final int REFUSED = 90;
    static final int SILENT = 91;
    static final int NOT_IMPORTED = 92;
    static final int NOT_SEEN = 93;

    /** Prints the site file in Base64; exits with 44 when there is none. */
    static final String READ = "[ -e \"$1\" ] || exit 44; exec base64 < \"$1\"";

    /**
     * Makes the folders that markers stand in. Arguments: routes folder, markers folder, route.
     * The link is only set when it differs, by one rename(2).
     */
    static final String MARKERS = """
            set -eu
            umask 022
            mkdir -p "$1/.states" "$2"
            for state in none blue blue-green green green-blue; do
                mkdir -p "$1/.states/$state"
                first=${state%%-*}
                [ -e "$1/.states/$state/$first" ] || : > "$1/.states/$state/$first"
                case $state in *-*) [ -e "$1/.states/$state/failover" ] || : > "$1/.states/$state/failover" ;; esac
            done
            [ "$(readlink "$2/live" || true)" != "$1/.states/$3" ] || exit 0
            ln -sfn "$1/.states/$3" "$2/.live.new"
            mv -fT "$2/.live.new" "$2/live"
            sync "$2"
            """;

    /** Arguments: markers folder. The states are everybody's and stay. */
    static final String REMOVE_MARKERS = "rm -f \"$1/live\" \"$1/.live.new\" \"$1/preview-blue\" \"$1/preview-green\"; "
            + "[ ! -d \"$1\" ] || rmdir \"$1\"";

    /**
     * Puts a site in place, read from standard input, or takes it away. Arguments: routes folder, site file, SHA-256 of the
     * text or {@code absent}, Caddyfile, words that validate, words that reload.
     *
     * <p>A private copy of the whole configuration is validated first, so that the sites folder never holds a file that Caddy
     * refuses: it could not start with one. The mark {@code .reload} tells the next run that a reload is still due.
     */
    static final String PUT = """
            set -eu
            umask 022
            routes=$1 file=$2 hash=$3 caddyfile=$4 validate=$5 reload=$6
            sites=$(dirname "$file")
            name=$(basename "$file")
            mkdir -p "$routes" "$sites"
            exec 9> "$routes/.lock"
            flock -w 180 9 || { echo 'another site is being changed' >&2; exit 91; }
            work=$(mktemp -d "$routes/.check.XXXXXX")
            trap 'rm -rf "$work"' EXIT
            copy=$work/$(basename "$sites")
            mkdir "$copy"
            stands=absent
            if [ -e "$file" ]; then
                stands=$(sha256sum < "$file" | cut -d' ' -f1)
                cat "$file" > "$work/before"
            fi
            if [ "$hash" != absent ]; then
                cat > "$work/text"
                [ "$(sha256sum < "$work/text" | cut -d' ' -f1)" = "$hash" ] || { echo 'it did not arrive whole' >&2; exit 91; }
            fi
            if [ "$stands" = "$hash" ] && [ ! -e "$routes/.reload" ]; then exit 0; fi

            if [ "$hash" != absent ]; then
                find "$sites" -maxdepth 1 ! -type d -name '*.caddy' -exec cp -t "$copy" {} +
                cp "$work/text" "$copy/$name"
                sed "s|$sites/|$copy/|g" "$caddyfile" > "$work/Caddyfile"
                grep -Eq "^[[:space:]]*import[[:space:]]+($copy|$(basename "$sites"))/" "$work/Caddyfile" ||
                    { echo "$caddyfile does not import $sites/*.caddy" >&2; exit 92; }
                said=$(sh -c "$validate \\"\\$1\\"" sh "$work/Caddyfile" 2>&1) || { echo "$said" >&2; exit 90; }
            fi

            load() {
                n=0
                until said=$(sh -c "$reload" 2>&1); do
                    n=$((n + 1))
                    case $said in *'dial '*|*'connection refused'*|*'connect:'*) [ $n -lt 10 ] || return 2; sleep 0.5 ;; *) return 1 ;; esac
                done
            }
            lay() {
                cp "$1" "$sites/.$name.new"
                chmod 0644 "$sites/.$name.new"
                sync "$sites/.$name.new"
                mv -fT "$sites/.$name.new" "$file"
                sync "$sites"
            }
            : > "$routes/.reload"
            if [ "$hash" = absent ]; then rm -f "$file"; else lay "$work/text"; fi
            result=0
            load || result=$?
            if [ $result -eq 0 ] || [ "$hash" = absent ]; then
                [ $result -ne 0 ] || rm -f "$routes/.reload"
                exit 0
            fi
            why=$said
            if [ -e "$work/before" ]; then lay "$work/before"; else rm -f "$file"; fi
            if load; then rm -f "$routes/.reload"; fi
            echo "$why" >&2
            [ $result -eq 2 ] && exit 91
            exit 90
            """;

    /**
     * Moves a site's traffic. Arguments: routes folder, markers folder, route, previews (names joined by spaces), slot that
     * must answer or nothing, Caddy's address, its port, health path, host names.
     */
    static final String ROUTE = """
            set -eu
            umask 022
            routes=$1 markers=$2 route=$3 previews=$4 expected=$5 address=$6 port=$7 health=$8
            shift 8
            [ -d "$routes/.states/$route" ] && [ -d "$markers" ] || { echo "there are no markers in $markers" >&2; exit 1; }
            before=$(readlink "$markers/live" || true)
            shown=
            for slot in blue green; do
                [ ! -e "$markers/preview-$slot" ] || shown="$shown $slot"
            done
            live() {
                ln -sfn "$1" "$markers/.live.new"
                mv -fT "$markers/.live.new" "$markers/live"
            }
            show() {
                for slot in blue green; do
                    case " $1 " in
                        *" $slot "*) [ -e "$markers/preview-$slot" ] || : > "$markers/preview-$slot" ;;
                        *) rm -f "$markers/preview-$slot" ;;
                    esac
                done
            }
            answering() {
                for host; do
                    curl -sk -m 3 -o /dev/null -D - --resolve "$host:$port:$address" "https://$host:$port$health" |
                        sed -n 's/^[Xx]-[Cc]ode[Bb]-[Ss]lot: \\([a-z]*\\).*/\\1/p'
                done
            }
            [ "$before" = "$routes/.states/$route" ] || live "$routes/.states/$route"
            show "$previews"
            sync "$markers" & synced=$!
            [ -n "$expected" ] || { wait $synced; exit; }
            said=
            # A slot that did not answer a moment ago is passed over by Caddy for its fail_duration, 10 s.
            for pause in 0.05 0.1 0.2 0.4 0.8 1.5 3 3 3 0; do
                said=$(answering "$@" | tr '\\n' ' ')
                case " $said " in *" $expected "*) wait $synced || exit; echo "$expected"; exit 0 ;; esac
                sleep $pause
            done
            if [ -n "$before" ]; then live "$before"; else rm -f "$markers/live"; fi
            show "$shown"
            sync "$markers"
            echo "${said:-nobody}" >&2
            exit 93
            """;

    private SiteScripts() {}
}
