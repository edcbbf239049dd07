/**
 * Publishes an OCI archive under every reference, and asserts that each registry reports the digest of the archive.
 * skopeo is on GitHub's Ubuntu runners. It copies the bytes as they are; a rebuild would make another digest.
 */
export function pushScript(): string {
  return `archive="\${RUNNER_TEMP}/image.tar"
digest="$(tar --extract --to-stdout --file "\${archive}" index.json | jq --exit-status --raw-output '.manifests[0].digest')"
if [[ -z "\${REFERENCES}" ]]; then
  echo "::error::no tag applies to this event, so there is nothing to push"
  exit 1
fi
while IFS= read -r reference; do
  skopeo copy --all --preserve-digests --retry-times 3 "oci-archive:\${archive}" "docker://\${reference}" < /dev/null
  skopeo inspect --raw "docker://\${reference}" > "\${RUNNER_TEMP}/manifest.json" < /dev/null
  pushed="sha256:$(sha256sum "\${RUNNER_TEMP}/manifest.json" | cut --delimiter ' ' --fields 1)"
  if [[ "\${pushed}" != "\${digest}" ]]; then
    echo "::error::\${reference} is \${pushed}, but \${digest} was built"
    exit 1
  fi
  echo "- \\\`\${reference}\\\`" >> "\${GITHUB_STEP_SUMMARY}"
done <<< "\${REFERENCES}"
echo "Digest: \\\`\${digest}\\\`" >> "\${GITHUB_STEP_SUMMARY}"
echo "digest=\${digest}" >> "\${GITHUB_OUTPUT}"`;
}
