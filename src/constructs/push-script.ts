/**
 * How an image is published: as the bytes that were built. skopeo is on GitHub's Ubuntu runners; it copies without rebuilding,
 * and a rebuild would make another digest. Both scripts leave the published manifest in `manifest.json` and the output `digest`.
 */

const START = `if [[ -z "\${REFERENCES}" ]]; then
  echo "::error::no tag applies to this event, so there is nothing to push"
  exit 1
fi
# built ARCHIVE: the digest of the image in an OCI archive
built() {
  tar --extract --to-stdout --file "$1" index.json | jq --exit-status --raw-output '.manifests[0].digest'
}`;

/** Every registry must report the one digest. */
const ASSERT = `  skopeo inspect --raw "docker://\${reference}" > "\${RUNNER_TEMP}/manifest.json" < /dev/null
  pushed="sha256:$(sha256sum "\${RUNNER_TEMP}/manifest.json" | cut --delimiter ' ' --fields 1)"
  digest="\${digest:-\${pushed}}"
  if [[ "\${pushed}" != "\${digest}" ]]; then
    echo "::error::\${reference} is \${pushed}, and not \${digest}"
    exit 1
  fi
  echo "- \\\`\${reference}\\\`" >> "\${GITHUB_STEP_SUMMARY}"
done <<< "\${REFERENCES}"
echo "Digest: \\\`\${digest}\\\`" >> "\${GITHUB_STEP_SUMMARY}"
echo "digest=\${digest}" >> "\${GITHUB_OUTPUT}"`;

/** One OCI archive, with all platforms in it. The digest is known before anything is pushed. */
export function pushScript(): string {
  return `${START}
archive="\${RUNNER_TEMP}/image/image.tar"
digest="$(built "\${archive}")"
while IFS= read -r reference; do
  skopeo copy --all --preserve-digests --retry-times 3 "oci-archive:\${archive}" "docker://\${reference}" < /dev/null
${ASSERT}`;
}

/** One OCI archive a platform: each is pushed by its digest, and the tags are put on an index of these digests. */
export function mergeScript(): string {
  return `${START}
digest=""
while IFS= read -r reference; do
  repository="\${reference%:*}"
  sources=()
  for archive in "\${RUNNER_TEMP}"/image/*/image.tar; do
    source="\${repository}@$(built "\${archive}")"
    skopeo copy --preserve-digests --retry-times 3 "oci-archive:\${archive}" "docker://\${source}" < /dev/null
    sources+=("\${source}")
  done
  docker buildx imagetools create --tag "\${reference}" "\${sources[@]}" < /dev/null
${ASSERT}`;
}
