#!/usr/bin/env bash
set -euo pipefail

environment="${1:?the environment}"
for branch in main release; do
  printf '%s deploys to %s\n' "${branch}" "${environment}"
done
