#!/usr/bin/env bash
# Regenerates what is generated: projen's files, the API reference, the project's own workflows, the example.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
npx projen
npx projen docgen
node bin/pipewright synth
