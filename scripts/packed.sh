#!/usr/bin/env bash
# Packs the library and uses it as a stranger would: the contract's programs, both ways into projen, `projen new`, `init` and the CLI,
# each in an empty folder outside of the repository.
set -euo pipefail
# a stranger's machine: with CI set, new snapshots would fail and projen would not install
unset CI PROJEN_DISABLE_POST
cd "$(dirname "${BASH_SOURCE[0]}")/.."
contract="${PWD}/test/contract"
work="$(mktemp --directory)"
trap 'rm --recursive --force "${work}"' EXIT
npm pack --silent --pack-destination "${work}" > /dev/null
tarball="$(echo "${work}"/pipewright-*.tgz)"

# install FOLDER PACKAGE...: an empty project with the packed library
install() {
  mkdir --parents "$1"
  cd "$1"
  git init --quiet .
  printf '{ "name": "shop", "private": true }\n' > package.json
  npm install --silent --no-audit --no-fund --save-dev "pipewright@file:${tarball}" constructs projen tsx typescript@~6.0.0 vitest@^4 aws-cdk-lib "${@:2}"
}

echo '== contract programs by the CLI, twice: the second run changes nothing'
install "${work}/cli"
for program in pipeline jobs targets; do
  mkdir "${program}"
  cp "${contract}/${program}.ts" "${program}/pipeline.ts"
  npx pipewright synth --root "${program}" --app "${program}/pipeline.ts"
  npx pipewright synth --root "${program}" --app "${program}/pipeline.ts" --check
done
cp "${contract}"/pipeline.ts "${contract}"/pipeline.test.ts .
npx vitest run
npx tsc --noEmit --strict --skipLibCheck --target es2022 --module node16 --moduleResolution node16 pipeline.ts targets/pipeline.ts jobs/pipeline.ts

echo '== PipelineProject, from nothing but .projenrc.ts and pipeline.ts'
install "${work}/project"
cp "${contract}/projenrc.ts" .projenrc.ts
cp "${contract}"/pipeline.ts "${contract}"/pipeline.test.ts .
npx tsx .projenrc.ts
npx projen
test -f .github/workflows/ci-cd.yml && test -f deploy/production/service.template.json
npx projen test

echo '== PipelineComponent in an existing projen project'
install "${work}/component"
cp "${contract}/projenrc-component.ts" .projenrc.ts
cp "${contract}/pipeline.ts" pipeline.ts
npx tsx .projenrc.ts
npx projen
test -f .github/workflows/ci-cd.yml

echo '== projen new'
mkdir "${work}/new"
cd "${work}/new"
git init --quiet .
npx --yes "projen@$(node -p "require('${work}/cli/node_modules/projen/package.json').version")" new --from "pipewright@file:${tarball}" pipeline
test -n "$(ls .github/workflows)"
npx projen test

echo '== init in a repository of several languages: what it makes has no finding, and its test passes'
install "${work}/init"
mkdir --parents api web jobs
printf 'module example.com/api\n\ngo 1.25\n' > api/go.mod
printf 'FROM scratch\n' > api/Dockerfile
printf '{ "scripts": { "test": "vitest run", "lint": "eslint ." }, "devDependencies": { "eslint": "^9" } }\n' > web/package.json
printf "lockfileVersion: '9.0'\n" > web/pnpm-lock.yaml
printf '[project]\nname = "jobs"\nrequires-python = ">=3.11"\n\n[dependency-groups]\ndev = ["pytest", "ruff"]\n' > jobs/pyproject.toml
npx pipewright init
npx pipewright synth
npx pipewright synth --check
npx pipewright check --strict
npx vitest run
