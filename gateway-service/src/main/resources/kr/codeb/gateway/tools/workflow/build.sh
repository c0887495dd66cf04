# shellcheck shell=bash
# Builds the image, pushes it, and passes on the name of what was pushed, by its digest.
name=${IMAGE,,}
version=${GITHUB_SHA::12}
export DOCKER_CONFIG=$RUNNER_TEMP/docker
printf '%s' "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin "${name%%/*}"
docker build --tag "$name:$version" \
  --label "org.opencontainers.image.source=$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" \
  --label "org.opencontainers.image.revision=$GITHUB_SHA" .
docker push "$name:$version"
digests=$(docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$name:$version")
digest=$(grep -m 1 -F "$name@" <<<"$digests")
# Fetching it anew makes it CodeB's to remove one day.
docker image rm "$name:$version" "$digest" >/dev/null || true
echo "version=$version" >>"$GITHUB_OUTPUT"
echo "image=$name:$version@${digest##*@}" >>"$GITHUB_OUTPUT"
