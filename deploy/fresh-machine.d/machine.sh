# The machine itself: systemd-nspawn boots it, nsenter works in it, its end takes everything with it.
# shellcheck shell=bash

BOOT_SECONDS=90
UP_SECONDS=${CODEB_FRESH_MACHINE_UP_SECONDS:-1200}
TEST_SECONDS=${CODEB_FRESH_MACHINE_TEST_SECONDS:-5400}

# PLACE: a number, see take_place. at NAME: the machine that what follows is about; of the others it is kept what they are known by.
AT='' AT_ONCE=('' app storage)
declare -A KNOWN=()
at() {
    local name
    for name in INIT MACHINE MACHINE_CABLE MACHINE_NET MACHINE_HOST OUTSIDE INSIDE; do
        KNOWN[$AT.$name]=${!name:-}
        printf -v "$name" '%s' "${KNOWN[$1.$name]-}"
    done
    AT=$1
    MACHINE_PART=fresh-machine-$PLACE${AT:+-$AT}
    ROOT=$FRESH_DIR/$PLACE/machine${AT:+-$AT}
    WAY_OUT=$FRESH_DIR/way-out-$PLACE${AT:+-$AT}
}

boot() {
    local binds=() group
    fresh_network
    lay_boot_unit
    # Old hierarchies of control groups (version 1) are handed in one by one; the new one needs nothing.
    for group in cpu cpuacct cpuset memory devices freezer blkio pids; do
        if mountpoint -q "/sys/fs/cgroup/$group"; then binds+=("--bind=/sys/fs/cgroup/$group"); fi
    done
    say "Booting $SYSTEM"
    : >"$(log_file "$MACHINE_PART")"
    spawn "$MACHINE_PART" env SYSTEMD_NSPAWN_API_VFS_WRITABLE=1 systemd-nspawn --quiet -D "$ROOT" --boot --register=no --keep-unit \
        --network-veth "--machine=$MACHINE" --capability=all '--system-call-filter=@keyring bpf' --console=pipe "${binds[@]}"
    wait_until "$BOOT_SECONDS" find_init || die "$SYSTEM does not boot; see $(log_file "$MACHINE_PART")."
    connect_machine
    wait_until "$BOOT_SECONDS" has_booted || die "$SYSTEM did not finish booting in $BOOT_SECONDS s: $(there systemctl is-system-running 2>&1 || true)"
    there bash -c 'for d in /sys/fs/cgroup /sys/fs/cgroup/*; do ! mountpoint -q "$d" || mount -o remount,rw,bind "$d"; done'
}

# The whole machine off and on again, with the same address. Not systemd-nspawn's own reboot, which some hosts do not survive: it
# clears up below /run, and refuses where that is a disk.
reboot_machine() {
    local before=$INSIDE
    say "$SYSTEM: off and on again"
    end_machine
    INIT=''
    boot
    [[ $INSIDE == "$before" ]] || die "The machine came back with another address, $INSIDE instead of $before."
}

# INIT: the process that is PID 1 there.
find_init() {
    local nspawn
    nspawn=$(pid_of "$MACHINE_PART") || return 1
    INIT=$(pgrep -P "$nspawn" -x systemd)
}

has_booted() { [[ $(there systemctl is-system-running 2>/dev/null) == @(running|degraded) ]]; }

# there WORDS...: a command in the machine, with nothing of this shell's environment but how registries are reached.
there() {
    local name variables=()
    for name in "${HOST_VARIABLES[@]}"; do [[ -z ${!name:-} ]] || variables+=("$name=${!name}"); done
    nsenter -t "$INIT" -a env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
        "${variables[@]}" "${MACHINE_VARIABLES[@]}" "$@"
}

MACHINE_VARIABLES=()

# run_there COMMAND: in the checkout, as a person at its terminal would.
run_there() {
    local seconds=$UP_SECONDS
    [[ $WHAT == up ]] || seconds=$TEST_SECONDS
    there timeout -k 10 "$seconds" bash -c "cd ~/codeb && exec $1" </dev/null || {
        local ended=$?
        ((ended != 124)) || warn "'$1' did not end in $seconds s."
        return "$ended"
    }
}

serve_jdk() {
    local archive=$FRESH_DIR/served/jdk.tar.gz port=8765
    [[ $THIS_JDK == yes && -z $(there sh -c 'apt-get -qq update >/dev/null 2>&1; apt-cache policy openjdk-25-jdk-headless' | sed -n 's/^  Candidate: \([0-9].*\)/\1/p') ]] || return 0
    alone jdk pack_jdk "$archive"
    spawn "fresh-machine-server-$PLACE" busybox httpd -f -p "$OUTSIDE:$port" -h "${archive%/*}"
    MACHINE_VARIABLES+=("CODEB_SANDBOX_JDK_URL=http://$OUTSIDE:$port/jdk.tar.gz" "CODEB_SANDBOX_JDK_SHA256=$(sha256sum "$archive" | cut -d' ' -f1)")
}

pack_jdk() {
    local archive=$1 jdk
    jdk=$(find_jdk) || die "--this-jdk: this machine has no JDK $JDK_WANTED itself. Set JAVA_HOME."
    if [[ ! -f $archive || $(<"$archive.from") != "$jdk" ]]; then
        say "Packing $jdk, to be fetched by the machine"
        mkdir -p "${archive%/*}"
        rm -f "$archive"
        # Debian's packages of JDKs link their certificates to the system's: the archive carries them itself, as the vendor's does.
        tar -C "$(dirname "$jdk")" --dereference --exclude='*/src.zip' -c "$(basename "$jdk")" | gzip -1 >"$archive.new"
        printf '%s' "$jdk" >"$archive.from"
        mv "$archive.new" "$archive"
    fi
}

# The engine of somebody who works with Docker, with one container at work.
start_system_docker() {
    say "Installing and starting the system's own Docker Engine"
    there bash -c '
        set -e
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq update && apt-get -y -qq install --no-install-recommends docker.io iptables busybox-static curl ca-certificates
        command -v docker || apt-get -y -qq install --no-install-recommends docker-cli
        systemctl start docker
        mkdir -p /root/theirs/www && echo theirs >/root/theirs/www/index.html && cp /bin/busybox /root/theirs/
        tar -C /root/theirs -c . | docker import - theirs:1
        docker run -d --restart always --name theirs -p 8080:80 theirs:1 /busybox httpd -f -p 80 -h /www
        curl -sf --retry 10 --retry-connrefused --max-time 20 http://127.0.0.1:8080/' >>"$(log_file "$MACHINE_PART")" 2>&1 ||
        die "The system's own Docker Engine did not start there; see $(log_file "$MACHINE_PART")."
    THEIRS=$(docker_as_it_is)
    printf '%s\n' "What must not change:" "$THEIRS" >>"$(log_file "$MACHINE_PART")"
    [[ $THEIRS == *$'\ntheirs\ntheirs' ]] || die "The container of the system's own Docker Engine does not answer; see $(log_file "$MACHINE_PART")."
}

# What its owner would notice: another start of the engine or of a container, no answer; and where the sandbox has an engine of its own,
# anything that was added, and any other rule of the packet filter.
docker_as_it_is() {
    there env "WHAT=$WHAT" bash -c '
        systemctl show -p ActiveEnterTimestampMonotonic -p MainPID docker
        docker inspect -f "{{.Name}} {{.State.StartedAt}} {{.RestartCount}}" $(docker ps -aq --filter name=^theirs$)
        if [ "$WHAT" = test ]; then
            docker ps -aq | wc -l; docker network ls -q | wc -l; docker images -q | wc -l
            for table in filter nat; do iptables-save -t $table | grep -E "^-A|^:" | grep -E "DOCKER|docker0|172\." | sed -E "s/ \[[0-9:]*\]$//"; done
        fi
        cat /root/.docker/config.json /etc/docker/daemon.json 2>/dev/null
        curl -sf --max-time 5 http://127.0.0.1:8080/; curl -sf --max-time 5 http://$(hostname -I | cut -d" " -f1):8080/' 2>&1
}

system_docker_is_untouched() {
    local now
    now=$(docker_as_it_is)
    [[ $now != "$THEIRS" ]] || { say "The system's own Docker Engine did not notice."; return; }
    warn "The system's own Docker Engine is not as it was:"
    diff <(printf '%s\n' "$THEIRS") <(printf '%s\n' "$now") >&2 || true
    return 1
}

# An `up` that ends well whatever the image does would prove nothing.
a_fault_is_noticed() {
    local said
    say "$SYSTEM: once more, with a fault in the sample's image"
    there bash -c 'cd ~/codeb && deploy/sandbox reset && echo "CMD [\"node\", \"there-is-no-such-file.js\"]" >>deploy/sample/Dockerfile' 2>/dev/null
    if said=$(run_there "deploy/sandbox up" 2>&1); then
        warn "$SYSTEM: deploy/sandbox up ended well although the sample cannot start."
        return 1
    fi
    grep -qE '^sandbox: deploy_project failed: (UNHEALTHY|START_FAILED)' <<<"$said" || {
        printf '%s\n' "$said" >&2
        warn "$SYSTEM: deploy/sandbox up failed, but not for the sample's fault."
        return 1
    }
    say "$SYSTEM: it was noticed: $(grep -m 1 '^sandbox: deploy_project failed' <<<"$said")"
}

# Also after Ctrl-C or a failure. Only what this made: its processes, its cable, its rules, its disk.
finish() {
    local ended=$?
    trap - EXIT ERR
    # A second word to end, to the group for example, must not end the ending.
    trap '' INT TERM HUP
    set +e
    end_part "fresh-machine-server-$PLACE" TERM 3
    if ((ended != 0)) && [[ -n ${INIT:-} ]]; then keep_logs; fi
    end_machines
    ((ended == 0)) || [[ $KEEP == no ]] || { warn "The machine's disk is kept below $FRESH_DIR."; ended=1; exit 1; }
    rm -rf --one-file-system "${FRESH_DIR:?}/$PLACE"
    ((ended != TOLD)) || ended=1
    exit "$ended"
}

keep_logs() {
    local logs=$LOG_DIR/fresh-machine-$PLACE
    rm -rf "$logs"
    cp -r "$ROOT/var/lib/codeb-sandbox/logs" "$logs" 2>/dev/null && warn "The logs of the sandbox there are in $logs."
}

end_machine() {
    local init
    init=${INIT:-$(find_init && echo "$INIT")}
    if [[ -n $init ]] && is_running "$MACHINE_PART"; then kill -s RTMIN+4 "$init" 2>/dev/null; fi
    wait_until 25 is_dead "$MACHINE_PART" || { [[ -z $init ]] || kill -s KILL "$init" 2>/dev/null; }
    end_part "$MACHINE_PART" TERM 5
    close_the_way_out
}

end_machines() {
    local name
    for name in "${AT_ONCE[@]}"; do
        at "$name"
        end_machine
    done
    at ''
}

# forget_old_machines PLACE: those that outlived a killed fresh-machine. It is the place of what follows.
forget_old_machines() {
    local name
    PLACE=$1
    for name in "${AT_ONCE[@]}"; do
        at "$name"
        if is_running "$MACHINE_PART"; then
            say "Ending a machine that an earlier run left."
            find_init || true
            end_machine
        fi
        close_the_way_out
        INIT=''
    done
    at ''
    end_part "fresh-machine-server-$PLACE" TERM 3
    rm -rf --one-file-system "${FRESH_DIR:?}/$PLACE"
}
