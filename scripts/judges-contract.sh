#!/usr/bin/env bash
# Synthesizes the contract's programs and holds them against all judges.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work="$(mktemp --directory)"
trap 'rm --recursive --force "${work}"' EXIT
projects=()
for program in pipeline jobs targets; do
  mkdir "${work}/${program}"
  cp "test/contract/${program}.ts" "${work}/${program}/pipeline.ts"
  node bin/pipewright synth --no-type-check --root "${work}/${program}" --app "${work}/${program}/pipeline.ts" > /dev/null
  projects+=("${work}/${program}")
done
scripts/judges/run.sh "${projects[@]}"
