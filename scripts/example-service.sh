#!/usr/bin/env bash
# Runs the example service's own tests and linters, by the very scripts that its synthesized workflow holds,
# on the Python that the machine has, in a copy.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work="$(mktemp --directory)"
trap 'rm --recursive --force "${work}"' EXIT
cp --recursive examples/shop/. "${work}/shop"
python3 -m venv "${work}/venv"
PATH="${work}/venv/bin:${PATH}" node scripts/workflow-scripts.mjs "${work}/shop" .github/workflows/ci-cd.yml test lint
