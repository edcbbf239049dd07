#!/usr/bin/env bash
# Installs what the engine tests run on, and leaves alone what is there: programs from Debian (where the user is root), the AWS client,
# moto and cfn-lint as the judges pin them, and a Kubernetes control plane built from Go modules into ${PIPEWRIGHT_ENGINES_DIR:-~/.cache/pipewright-engines}.
# Needs Node, git, Go 1.21 or newer, and Python 3.11 or newer. Prints the folder of the control plane's programs.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

# what each program comes with
declare -A packages=(
  [buildah]=buildah [skopeo]=skopeo [docker-registry]=docker-registry [/bin/busybox]=busybox-static
  [jq]=jq [curl]=curl [openssl]=openssl [ssh-add]=openssh-client [setsid]=util-linux [flock]=util-linux
)

# missing: the packages of the programs that are not there. busybox must be the one that needs no library.
missing() {
  local program
  for program in "${!packages[@]}"; do
    command -v "${program}" >/dev/null || printf '%s\n' "${packages[${program}]}"
  done
  if [[ -e /bin/busybox ]] && ldd /bin/busybox >/dev/null 2>&1; then printf 'busybox-static\n'; fi
}

debian_packages() {
  local wanted
  mapfile -t wanted < <(missing | sort --unique)
  ((${#wanted[@]} > 0)) || return 0
  if [[ "$(id --user)" != 0 ]] || ! command -v apt-get >/dev/null; then
    printf 'missing, and only root can install them by apt-get: %s\n' "${wanted[*]}" >&2
    return 1
  fi
  printf 'installing %s\n' "${wanted[*]}" >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends "${wanted[@]}" >/dev/null
}

debian_packages
for program in node git go python3; do
  command -v "${program}" >/dev/null || { printf 'missing: %s\n' "${program}" >&2 && exit 1; }
done
"${here}/../judges/install.sh" python >&2
"${here}/kubernetes/build.sh"
