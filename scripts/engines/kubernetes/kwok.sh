#!/usr/bin/env bash
# Simulates the nodes of the cluster in FOLDER, which `start.sh` calls. Called again, it also knows images that run and never become ready:
#   kwok.sh FOLDER [DIGEST…]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$("$here/build.sh")
folder=$(cd "$1" && pwd)
shift

if [ -s "$folder/kwok.pid" ]; then
  before=$(<"$folder/kwok.pid")
  kill -KILL "$before" 2>/dev/null || true
  sed -i "/^$before\$/d" "$folder/pids"
fi
never=bad
for digest in "$@"; do never+="|${digest#sha256:}"; done
sed "s/@sha256:bad/@sha256:($never)/" "$here/stages.yaml" >"$folder/stages.yaml"
setsid "$bin/kwok" --kubeconfig "$folder/kubeconfig" --manage-all-nodes --node-lease-duration-seconds 40 --config "$folder/stages.yaml" \
  >>"$folder/kwok.log" 2>&1 </dev/null &
echo "$!" | tee "$folder/kwok.pid" >>"$folder/pids"
