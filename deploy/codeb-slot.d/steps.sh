# The steps of an operation, as every long call answers with.
# shellcheck shell=bash

STEPS=()
STEP=
STEP_BEGAN=0

# plan NAME...: all steps, in their order.
plan() {
    local name
    STEPS=()
    for name; do STEPS+=("$name" pending 0 ""); done
}

clock() { CLOCK=${EPOCHREALTIME/./}; }

# step NAME: begins a step. Whoever wanted this program to end gets that between two steps.
step() {
    clock
    STEP_BEGAN=$CLOCK
    for ((STEP = 0; STEP < ${#STEPS[@]}; STEP += 4)); do [[ ${STEPS[STEP]} != "$1" ]] || break; done
    [[ -z $INTERRUPTED ]] || fail SERVICE_UNAVAILABLE "The $KIND was interrupted (SIG$INTERRUPTED) and was taken back. Call again."
}

# ended STATUS [MESSAGE]: ends the step.
ended() {
    clock
    STEPS[STEP + 1]=$1 STEPS[STEP + 2]=$(((CLOCK - STEP_BEGAN) / 1000)) STEPS[STEP + 3]=${2-}
    STEP=
}
done_() { ended success "${1-}"; }
skipped() { ended skipped "$1"; }

# undone: every step that was done was taken back.
undone() {
    local i
    for ((i = 1; i < ${#STEPS[@]}; i += 4)); do
        [[ ${STEPS[i]} != success ]] || STEPS[i]=undone
    done
}

steps_json() {
    local i all=
    for ((i = 0; i < ${#STEPS[@]}; i += 4)); do
        text "${STEPS[i + 3]}"
        [[ -z ${STEPS[i + 3]} ]] && TEXT= || TEXT=,\"message\":$TEXT
        all+=",{\"name\":\"${STEPS[i]}\",\"status\":\"${STEPS[i + 1]}\",\"duration\":${STEPS[i + 2]}$TEXT}"
    done
    STEPS_JSON="[${all#,}]"
}
