# shellcheck shell=bash
# Puts the judges on PATH, before anything of the machine's. To be sourced:
#   . scripts/judges/env.sh
PIPEWRIGHT_JUDGES="${PIPEWRIGHT_JUDGES:-${HOME}/.cache/pipewright-judges}"
export PIPEWRIGHT_JUDGES
case ":${PATH}:" in
  *":${PIPEWRIGHT_JUDGES}/bin:"*) ;;
  *) export PATH="${PIPEWRIGHT_JUDGES}/bin:${PATH}" ;;
esac
