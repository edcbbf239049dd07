#!/usr/bin/env bash
# Judges the workflows and the deploy folder of projects with every judge that takes a file's kind, and prints a matrix of
# findings. Ends with 1 when there is a finding, or a project with nothing to judge.
#   scripts/judges/run.sh PROJECT...
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck disable=SC1091 # a file of ours, checked by itself
. "${here}/env.sh"
exec node "${here}/run.mjs" "$@"
