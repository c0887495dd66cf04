# An operation of this program, written down in the journal's form where the registry takes it in, before the first change: whoever
# comes next can finish it or take it back.
# shellcheck shell=bash

RECORDED=''
ENDED=''
REVISION=0
declare -A NOTES

# new_operation KIND TOOL PARAMS: PARAMS is a JSON object. Nothing is written yet.
new_operation() {
    KIND=$1 TOOL=$2 PARAMS=$3
    new_id
    now
    CREATED=$NOW
    clock
    BEGAN=$CLOCK
}

# new_id: as the registry makes them: milliseconds, then 80 random bits, in a base-32 of its own.
new_id() {
    local letters=0123456789abcdefghjkmnpqrstvwxyz time i
    time=$((${EPOCHREALTIME/./} / 1000))
    ID=
    for ((i = 0; i < 10; i++)); do
        ID=${letters:time & 31:1}$ID
        time=$((time >> 5))
    done
    for ((i = 0; i < 16; i++)); do ID+=${letters:SRANDOM & 31:1}; done
    ID=op_$ID
}

# note NAME VALUE: a fact that is written down before the effect that it speaks of.
note() {
    NOTES[$1]=$2
    record running
}

# record STATE [END]: END is `result: JSON` or `failure: JSON`, as object takes it.
record() {
    local state=$1 noted=() notes name ended=
    shift
    for name in "${!NOTES[@]}"; do noted+=("$name" "${NOTES[$name]}"); done
    object "${noted[@]}"
    notes=$OBJECT
    if [[ $state != running ]]; then
        now
        ended=$NOW
    fi
    REVISION=$((REVISION + 1))
    steps_json
    object id "$ID" kind "$KIND" tool "$TOOL" project "$PROJECT" environment "$ENVIRONMENT" teamId "$TEAM" by "$BY" correlationId "$CORRELATION" \
        params: "$PARAMS" state "$state" createdAt "$CREATED" startedAt "$CREATED" endedAt "$ended" steps: "$STEPS_JSON" notes: "$notes" "$@" \
        holder "codeb-slot/$$" fence: 0 revision: "$REVISION"
    write_record "$ID" "$OBJECT"
    RECORDED=yes
}

write_record() {
    [[ -d $REGISTRY/operations.d ]] || as_registry mkdir -p "$REGISTRY/operations.d"
    put "$REGISTRY/operations.d/$1.json" <<<"$2" || refuse SERVICE_UNAVAILABLE "The operation cannot be written down in $REGISTRY/operations.d. Look at the disk, then call again."
}

# unfinished_scripts: records of this environment that say that they run, one a line, oldest first.
unfinished_scripts() {
    local files=("$REGISTRY/operations.d/"op_*.json) file line
    for file in "${files[@]}"; do
        [[ -f $file ]] || continue
        line=$(<"$file")
        [[ $line != *"\"project\":\"$PROJECT\",\"environment\":\"$ENVIRONMENT\""*'"state":"running"'* ]] || printf '%s\n' "$line"
    done
}

# unfinished_services: likewise of the services, out of the end of their journal; the last line of an id counts.
unfinished_services() {
    [[ -f $REGISTRY/operations.jsonl ]] || return 0
    tail -c 16M "$REGISTRY/operations.jsonl" | grep -aF "\"project\":\"$PROJECT\",\"environment\":\"$ENVIRONMENT\"" |
        awk '{ id = substr($0, 1, 40); if (!(id in line)) order[++n] = id; line[id] = $0 }
             END { for (i = 1; i <= n; i++) if (line[order[i]] !~ /"endedAt":"/ && line[order[i]] ~ /"state":"running"/) print line[order[i]] }' |
        grep -v '"holder":"codeb-slot/'
}

# succeed FIELDS: the operation has happened; FIELDS is its result, a JSON object.
succeed() {
    local result=$1
    record succeeded result: "$result"
    ENDED=yes
    clock
    steps_json
    object operationId "$ID"
    result=${result:1:-1}
    answer_success "{${result:+$result,}\"steps\":$STEPS_JSON,\"duration\":$(((CLOCK - BEGAN) / 1000)),${OBJECT:1:-1}}"
}

# unexpected: whatever ends this program, what it had begun is taken back.
unexpected() {
    [[ -z $ID || -n $ENDED ]] || fail INTERNAL "Something unexpected went wrong in codeb-slot. All was taken back; call again, and tell whoever keeps CodeB what stands on standard error above."
}

# fail CODE SENTENCE [DETAILS]: the step in hand fails. Why is written down first, then all is taken back.
fail() {
    local code=$1 sentence=$2 details=${3-}
    [[ -n $ID ]] || refuse "$@"
    trap '' INT TERM HUP EXIT
    [[ -z $STEP ]] || ended failed "$sentence"
    object code "$code" error "$sentence" details: "${details:-{\}}"
    local failure=$OBJECT
    if [[ -n $RECORDED ]]; then
        NOTES[failure]=$failure
        record running
        stop_background
        take_back_this && undone
    fi
    record failed failure: "$failure"
    ENDED=yes
    answer_failure "$code" "$sentence" "$details" "$ID"
    leave "$code"
}
