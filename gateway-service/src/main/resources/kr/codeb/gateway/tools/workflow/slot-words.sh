# shellcheck shell=bash
# What codeb-slot is to do. Its answer is kept; what it says beside it stands in this log.
words=(codeb-slot "$ACTION" --project "$PROJECT" --environment "$ENVIRONMENT")
case $ACTION in
  deploy) words+=(--image "$IMAGE" --version "$VERSION") ;;
  promote) [ -z "$VERSION" ] || words+=(--version "$VERSION") ;;
  rollback) words+=(--reason "GitHub run $GITHUB_RUN_ID") ;;
esac
stop=$(cat /proc/sys/kernel/random/uuid)
