#!/usr/bin/env bash
# Starts a cluster of its own in FOLDER: API server, controllers, scheduler, two simulated nodes in two zones.
#   start.sh FOLDER [AUTHENTICATION_CONFIG]     prints the kubeconfig of its administrator
# Everything listens on 127.0.0.1, on ports that are free now. `stop.sh FOLDER` ends it.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
bin=$("$here/build.sh")
mkdir -p "$1"
folder=$(cd "$1" && pwd)
authentication=${2:-}

free_ports() {
  node -e '
    const net = require("node:net");
    const servers = [1, 2, 3].map(() => net.createServer().listen(0, "127.0.0.1"));
    Promise.all(servers.map((s) => new Promise((done) => s.on("listening", done)))).then(() => {
      console.log(servers.map((s) => s.address().port).join(" "));
      servers.forEach((s) => s.close());
    });'
}
read -r etcd_port peer_port api_port < <(free_ports)

run() { # name command…
  local name=$1
  shift
  setsid "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo "$!" >>"$folder/pids"
}

await() { # what command…
  local what=$1
  shift
  local end=$((SECONDS + 60))
  while [ "$SECONDS" -lt "$end" ]; do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.5
  done
  echo "$what did not start:" >&2
  tail -n 15 "$folder"/*.log >&2
  "$here/stop.sh" "$folder"
  exit 1
}

token=$(openssl rand -hex 16)
openssl genrsa -out "$folder/service-accounts.key" 2048 2>/dev/null
printf '%s,admin,admin,system:masters\n' "$token" >"$folder/tokens.csv"

run etcd "$bin/etcd" --data-dir "$folder/etcd" --unsafe-no-fsync --log-level error \
  --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
  --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
  --initial-cluster "default=http://127.0.0.1:$peer_port"

run kube-apiserver "$bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd_port" \
  --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$api_port" --cert-dir "$folder/certificates" \
  --authorization-mode Node,RBAC --token-auth-file "$folder/tokens.csv" --endpoint-reconciler-type none \
  --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$folder/service-accounts.key" \
  --service-account-signing-key-file "$folder/service-accounts.key" --service-cluster-ip-range 10.96.0.0/16 \
  ${authentication:+--authentication-config "$authentication"}

export KUBECONFIG=$folder/kubeconfig
await 'kube-apiserver' test -s "$folder/certificates/apiserver.crt"
"$bin/kubectl" config set-cluster test --server "https://127.0.0.1:$api_port" --certificate-authority "$folder/certificates/apiserver.crt" --embed-certs >/dev/null
"$bin/kubectl" config set-credentials admin --token "$token" >/dev/null
"$bin/kubectl" config set-context test --cluster test --user admin >/dev/null
"$bin/kubectl" config use-context test >/dev/null
await 'kube-apiserver' "$bin/kubectl" get --raw /readyz

run kube-controller-manager "$bin/kube-controller-manager" --kubeconfig "$KUBECONFIG" --leader-elect=false --secure-port 0 \
  --service-account-private-key-file "$folder/service-accounts.key" --root-ca-file "$folder/certificates/apiserver.crt" \
  --use-service-account-credentials=false
run kube-scheduler "$bin/kube-scheduler" --kubeconfig "$KUBECONFIG" --leader-elect=false --secure-port 0
"$here/kwok.sh" "$folder"

"$bin/kubectl" apply --server-side -f "$here/nodes.yaml" >/dev/null
await 'the nodes' "$bin/kubectl" wait --for condition=Ready nodes --all --timeout 1s
await 'the default service account' "$bin/kubectl" get serviceaccount default --namespace default
printf '%s\n' "$KUBECONFIG"
