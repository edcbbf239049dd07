#!/usr/bin/env bash
# Builds a Kubernetes control plane, kwok and kustomize from Go modules, once, and prints the folder of the binaries.
# Takes minutes on two cores: runs at low priority, two compilations at a time, and leaves alone what is built.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=versions.env
source "$here/versions.env"
cache=${PIPEWRIGHT_ENGINES_DIR:-$HOME/.cache/pipewright-engines}
bin=$cache/kubernetes-$KUBERNETES-etcd-$ETCD-kwok-$KWOK-kustomize-$KUSTOMIZE
mkdir -p "$bin"

# A module of our own that requires the one to build, because `go install` refuses modules with replacements.
module() { # name module version
  local folder=$cache/modules/$1-$3
  if [ ! -e "$folder/go.mod" ]; then
    mkdir -p "$folder"
    printf 'module pipewright.local/engines/%s\n\ngo 1.26\n\nrequire %s %s\n' "$1" "$2" "$3" >"$folder/go.mod.new"
    [ "$1" = kubernetes ] && kubernetes_replacements "$3" >>"$folder/go.mod.new"
    mv "$folder/go.mod.new" "$folder/go.mod"
  fi
  printf '%s\n' "$folder"
}

# k8s.io/kubernetes requires its parts as v0.0.0 and replaces them by folders that its archive lacks;
# the same parts are published as v0.<minor>.<patch>.
kubernetes_replacements() { # version
  local mod
  mod=$(cd "$cache/modules" && GOFLAGS=-mod=mod go mod download -json "k8s.io/kubernetes@$1" | sed -n 's/.*"GoMod": "\(.*\)",/\1/p')
  printf '\nreplace (\n'
  sed -n 's|^\t\(k8s.io/[a-z-]*\) => ./staging/src/.*|\t\1 => \1 v0.'"${1#v1.}"'|p' "$mod"
  printf ')\n'
}

build() { # folder package binary [ldflags]
  [ -x "$bin/$3" ] && return
  echo "building $3" >&2
  (cd "$1" && CGO_ENABLED=0 GOFLAGS=-mod=mod nice -n 19 go build -p 2 -trimpath -ldflags "-s -w ${4:-}" -o "$bin/$3.new" "$2") >&2
  mv "$bin/$3.new" "$bin/$3"
}

mkdir -p "$cache/modules"
# one build at a time: tests of several sessions may ask at once
exec 9>"$cache/lock"
flock 9

minor=${KUBERNETES#v1.}
version=k8s.io/component-base/version
stamp="-X $version.gitVersion=$KUBERNETES -X $version.gitMajor=1 -X $version.gitMinor=${minor%%.*}"
kubernetes=$(module kubernetes k8s.io/kubernetes "$KUBERNETES")
for part in kube-apiserver kube-controller-manager kube-scheduler kubectl; do
  build "$kubernetes" "k8s.io/kubernetes/cmd/$part" "$part" "$stamp"
done
build "$(module etcd go.etcd.io/etcd/server/v3 "$ETCD")" go.etcd.io/etcd/server/v3 etcd
build "$(module kwok sigs.k8s.io/kwok "$KWOK")" sigs.k8s.io/kwok/cmd/kwok kwok
build "$(module kustomize sigs.k8s.io/kustomize/kustomize/v5 "$KUSTOMIZE")" sigs.k8s.io/kustomize/kustomize/v5 kustomize
printf '%s\n' "$bin"
