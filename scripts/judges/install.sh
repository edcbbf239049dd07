#!/usr/bin/env bash
# Installs the judges from package registries only, pinned, into ${PIPEWRIGHT_JUDGES:-~/.cache/pipewright-judges} and node_modules
# beside this file. What is already there in the pinned version is left alone. Needs Node 20 or newer and Python 3.11 or newer
# with venv; brings its own Go when the machine has none that is new enough.
#   install.sh [python|npm|go]…     all of them where none is named
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck disable=SC1091 # a file of ours, checked by itself
. "${here}/env.sh"
cache="${PIPEWRIGHT_JUDGES:?}"
actionlint='github.com/rhysd/actionlint/cmd/actionlint@v1.7.12'
# what the newest of the Go judges' modules asks for
go_minimum='1.26.3'

# stamp FILE...: a digest of what an installation depends on
stamp() { cat -- "$@" | sha256sum | cut -c1-32; }

# installed NAME STAMP [PROGRAM...]: is this very version there, with its programs?
installed() {
  local name="$1" stamp="$2" program
  shift 2
  [[ -f "${cache}/stamps/${name}" && "$(<"${cache}/stamps/${name}")" == "${stamp}" ]] || return 1
  for program in "$@"; do [[ -x "${cache}/bin/${program}" ]] || return 1; done
}

done_with() { printf '%s\n' "$2" >"${cache}/stamps/$1"; }

# virtual_environment FOLDER REQUIREMENTS
virtual_environment() {
  rm -rf "$1"
  python3 -m venv "$1"
  # --require-hashes: exactly the files that were pinned; --only-binary: no package's own build runs
  "$1/bin/pip" install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: --requirement "$2"
}

python_judges() {
  local programs=(zizmor cfn-lint shellcheck moto_server aws) mark
  mark="$(stamp "${here}/requirements.txt" <(python3 --version))"
  installed python "${mark}" "${programs[@]}" && return
  virtual_environment "${cache}/python" "${here}/requirements.txt"
  # only these reach PATH: the environment's python must not hide the machine's
  for program in "${programs[@]}"; do ln -sfn "../python/bin/${program}" "${cache}/bin/${program}"; done
  done_with python "${mark}"
}

npm_judges() {
  local made="${here}/node_modules/.judges" mark
  mark="$(stamp "${here}/package-lock.json" "${here}"/generate/*.mjs)"
  [[ -f "${made}/stamp" && "$(<"${made}/stamp")" == "${mark}" ]] && return
  npm ci --prefix "${here}" --ignore-scripts --no-audit --no-fund --loglevel=error
  node "${here}/generate/index.mjs"
  printf '%s\n' "${mark}" >"${made}/stamp"
}

# find_go: prints a go that is new enough, the machine's or the one that a Python package carries
find_go() {
  local version mark
  if command -v go >/dev/null; then
    version="$(GOTOOLCHAIN=local go env GOVERSION)"
    if printf '%s\n' "${go_minimum}" "${version#go}" | sort --check=quiet --version-sort; then
      command -v go
      return
    fi
  fi
  mark="$(stamp "${here}/go-toolchain.txt" <(python3 --version))"
  if ! installed go-toolchain "${mark}"; then
    virtual_environment "${cache}/go-toolchain" "${here}/go-toolchain.txt"
    done_with go-toolchain "${mark}"
  fi
  printf '%s\n' "${cache}"/go-toolchain/lib/python3*/site-packages/go/bin/go
}

go_judges() {
  local mark go
  mark="$(stamp "${here}"/{kubernetes-api,swarm}/{go.mod,go.sum,*.go} <(printf '%s' "${actionlint}"))"
  installed go "${mark}" actionlint kubernetes-judge swarm-judge && return
  go="$(find_go)"
  # no C compiler, no other toolchain, nothing of the user's settings that changes the build
  export CGO_ENABLED=0 GOTOOLCHAIN=local GOWORK=off GOFLAGS='-trimpath -buildvcs=false -ldflags=-s'
  unset GOROOT
  GOBIN="${cache}/bin" "${go}" install "${actionlint}"
  "${go}" build -C "${here}/swarm" -o "${cache}/bin/swarm-judge" .
  "${go}" build -C "${here}/kubernetes-api" -o "${cache}/bin/kubernetes-judge" .
  done_with go "${mark}"
}

# A bare Debian or Ubuntu has a python3 whose venv is a package of its own.
python_itself() {
  python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  printf 'installing python3-venv\n'
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends python3-venv >/dev/null
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { printf 'python3 is older than 3.11, which zizmor needs\n' >&2 && return 1; }
}

main() {
  mkdir -p "${cache}/bin" "${cache}/stamps"
  # one installation at a time on a shared machine
  exec 9>"${cache}/lock"
  flock 9
  python_itself
  local pids=() job failed=0 jobs=("$@")
  (($# > 0)) || jobs=(python npm go)
  for job in "${jobs[@]}"; do
    "${job}_judges" >"${cache}/${job}.log" 2>&1 &
    pids+=("${job}:$!")
  done
  for job in "${pids[@]}"; do
    if ! wait "${job#*:}"; then
      failed=1
      printf 'the %s judges could not be installed:\n' "${job%:*}" >&2
      cat "${cache}/${job%:*}.log" >&2
    fi
  done
  ((failed == 0)) || return 1
  (($# > 0)) || node "${here}/versions.mjs"
}

main "$@"
