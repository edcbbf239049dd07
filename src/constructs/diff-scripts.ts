/** How the comment on a pull request is made: one script writes the text, without a right; the other posts it, without running anything of it. */

/** Leaves diff.md, the output `changed`, and the text in the run's summary, which takes 1 MiB. */
export function diffScript(command: string): string {
  return `folder="\${RUNNER_TEMP}/pipewright-diff"
mkdir -p "\${folder}"
status=0
${command} diff --app "\${PIPELINE_FILE}" --against 'HEAD^1' --markdown > "\${folder}/diff.md" || status=$?
# 1 says that something would change, or that there are errors: these leave no text
if [[ "\${status}" -gt 1 || ! -s "\${folder}/diff.md" ]]; then
  echo "::error::there is no diff, see above"
  exit 1
fi
if [[ "\${status}" -eq 1 ]]; then changed=true; else changed=false; fi
echo "changed=\${changed}" >> "\${GITHUB_OUTPUT}"
{
  if [[ "\${FROM_ELSEWHERE}" == true ]]; then
    printf '%s\\n' '> [!NOTE]' '> The pull request comes from another repository, whose runs must not comment on it. This is what the comment would say.' ''
  fi
  head --bytes=900000 "\${folder}/diff.md"
} >> "\${GITHUB_STEP_SUMMARY}"`;
}

/** A comment takes 65,536 characters; some are left for the marker and the last line. */
const MOST_CHARACTERS = 64000;

/**
 * The text comes from a job that ran the pull request's code. It mentions nobody, gives no bot a command, and goes
 * to the pull request that started the run, whatever it says. A comment is ours if the bot wrote it and it begins with the marker.
 */
export function commentScript(): string {
  return `text="\${RUNNER_TEMP}/pipewright-diff/diff.md"
if [[ ! -f "\${text}" || -L "\${text}" ]]; then
  echo "::error::the job before handed over no text"
  exit 1
fi
jq --null-input --rawfile text "\${text}" --arg marker "\${MARKER}" --arg run "\${RUN_URL}" --argjson most ${MOST_CHARACTERS} '
  def plain: split("\\n") | map(gsub("@"; "&#64;") | sub("^(?<space>\\\\s*)/"; "\\(.space)&#47;")) | join("\\n");
  def cut: if length <= $most then . else
    (.[:$most] | split("\\n") | .[:-1] | join("\\n")) + "\\n\\n</details>\\n\\nThe rest does not fit into a comment; [the summary of the run](\\($run)) has it.\\n"
  end;
  {body: "\\($marker)\\n\\($text | plain | cut)"}' > "\${RUNNER_TEMP}/comment.json"
comments="$(gh api --paginate "repos/\${GITHUB_REPOSITORY}/issues/\${PR_NUMBER}/comments?per_page=100")"
id="$(jq --raw-output --slurp --arg marker "\${MARKER}" '
  [.[][] | select(.user.login == "github-actions[bot]" and ((.body // "") | startswith($marker))) | .id][0] // empty' <<< "\${comments}")"
if [[ -n "\${id}" ]]; then
  gh api --silent --method PATCH "repos/\${GITHUB_REPOSITORY}/issues/comments/\${id}" --input "\${RUNNER_TEMP}/comment.json"
elif [[ "\${CHANGED}" == true ]]; then
  gh api --silent --method POST "repos/\${GITHUB_REPOSITORY}/issues/\${PR_NUMBER}/comments" --input "\${RUNNER_TEMP}/comment.json"
else
  echo "Nothing changes, and nothing was said before."
fi`;
}
