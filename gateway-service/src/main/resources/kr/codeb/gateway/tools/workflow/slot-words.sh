# shellcheck shell=bash
# What codeb-slot is to do. Its answer is kept; what it says beside it stands in this log.
words=(codeb-slot "$ACTION" --project "$PROJECT" --environment "$ENVIRONMENT")
if [ "$ACTION" = deploy ]; then words+=(--image "$IMAGE" --version "$VERSION"); fi
stop=$(cat /proc/sys/kernel/random/uuid)
