#!/usr/bin/env bash
# Shows of each judge that it accepts the good samples and refuses each bad one (the good one with one change, from
# samples/KIND/bad-JUDGE.tsv: name, find, replace, expected). Ends with 1 otherwise.
#   scripts/judges/selftest.sh [FILE]     also writes the table into FILE, as JSON
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck disable=SC1091 # a file of ours, checked by itself
. "${here}/env.sh"
exec node "${here}/selftest.mjs" "$@"
