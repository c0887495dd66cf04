# Processes: each in a session of its own, known by pid and start time, never by name.
# shellcheck shell=bash

pid_file() { printf '%s/%s.pid' "$RUN_DIR" "$1"; }
log_file() { printf '%s/%s.log' "$LOG_DIR" "$1"; }

# process_identity PID: "state starttime", fails when there is no such process.
process_identity() {
    local stat fields
    { stat=$(<"/proc/$1/stat"); } 2>/dev/null || return 1
    read -ra fields <<<"${stat##*) }"
    printf '%s %s' "${fields[0]}" "${fields[19]}"
}

# pid_of PART: fails when the part is dead. A zombie is dead: some PID 1 reap late.
pid_of() {
    local pid started boot identity
    read -r pid started boot 2>/dev/null <"$(pid_file "$1")" || return 1
    [[ $boot == "$BOOT_ID" ]] || return 1
    identity=$(process_identity "$pid") || return 1
    [[ ${identity#* } == "$started" && ${identity%% *} != [ZX] ]] || return 1
    printf '%s' "$pid"
}

is_running() { pid_of "$1" >/dev/null; }
is_dead() { ! is_running "$1"; }

# spawn PART COMMAND...: in the background, holding nothing of the caller (environment, folder, descriptors).
spawn() {
    local part=$1 log
    log=$(log_file "$part")
    shift
    (
        cd /
        for fd in "/proc/$BASHPID/fd"/*; do
            fd=${fd##*/}
            if ((fd > 2 && fd != 255)); then exec {fd}>&-; fi
        done
        # Written here, too: a start that is interrupted right now leaves no process that nobody knows.
        note_pid "$part" "$BASHPID"
        exec setsid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
            LANG=C.UTF-8 "$@" </dev/null >>"$log" 2>&1
    ) &
    note_pid "$part" $!
}

# note_pid PART PID: two write at the same time (see spawn), so whoever reads meanwhile sees one of them whole.
note_pid() {
    local identity file
    file=$(pid_file "$1")
    identity=$(process_identity "$2") || identity="X 0"
    printf '%s %s %s\n' "$2" "${identity#* }" "$BOOT_ID" >"$file.$BASHPID"
    mv "$file.$BASHPID" "$file"
}

# await PART SECONDS CHECK...: until the check holds; says the last words of a part that died or stays silent.
await() {
    local part=$1 seconds=$2 deadline=$((SECONDS + $2 + 1)) log
    shift 2
    until "$@" >/dev/null 2>&1; do
        if is_dead "$part" || ((SECONDS >= deadline)); then
            log=$(log_file "$part")
            warn "$part $(is_dead "$part" && echo "ended while it started" || echo "was not ready after $seconds s"). Its last words, from $log:"
            tail -n 15 "$log" >&2 || true
            return 1
        fi
        sleep 0.05
    done
}

# end_part PART SIGNAL SECONDS: SIGKILL when the time is over.
end_part() {
    local part=$1 pid
    if pid=$(pid_of "$part"); then
        kill -s "$2" "$pid" 2>/dev/null || true
        if ! wait_until "$3" is_dead "$part"; then
            warn "$part did not stop in $3 s; killing it."
            kill -s KILL "$pid" 2>/dev/null || true
            wait_until 5 is_dead "$part" || true
        fi
    fi
    rm -f "$(pid_file "$part")"
}

# kill_part PART: SIGKILL, nothing else.
kill_part() {
    local pid
    pid=$(pid_of "$1") || return 0
    kill -s KILL "$pid" 2>/dev/null || true
    wait_until 10 is_dead "$1"
}
