#!/usr/bin/env bash
# Ends the processes that `start.sh FOLDER` started, and no others.
set -euo pipefail
[ -e "$1/pids" ] || exit 0
# at once: nothing of a test cluster is worth an orderly end, and an API server waits long for an etcd that is gone
while read -r pid; do
  kill -KILL "$pid" 2>/dev/null || true
done <"$1/pids"
rm -f "$1/pids"
