/** Steps: scripts of every shell, actions of the catalogue. */
import * as fc from 'fast-check';
import { Part } from './scope';
import catalogue from '../../../src/actions/catalogue.json';
import { Expr, Node } from '../program';
import { anyText, envName, manyLines, oneLine, word } from '../strings';

export interface StepSite {
  readonly windows: boolean;
  /** Several systems: a script names its shell. */
  readonly mixed?: boolean;
  /** `sh` is there. */
  readonly unix: boolean;
  /** The job has an environment, so it may read secrets. */
  readonly secrets: boolean;
  readonly matrix: readonly string[];
}

export type StepPart = Part<(site: StepSite) => Expr>;

/** Single quotes hold everything but themselves; shellcheck doubts these characters in them. */
const quotable = oneLine.filter((text) => !/[$`\\~'"‘’“”‚‛„‟´\u00a0\u200b-\u200f\u2010-\u2015]/.test(text) && !text.startsWith('-'));
const bashLine = fc.oneof(
  fc.constantFrom(
    'echo "hello"', 'make all', 'npm test', 'set -x', 'echo "${GITHUB_SHA}"', 'if [[ -n "${CI:-}" ]]; then\n  echo ci\nfi', 'for f in ./*.txt; do\n  echo "${f}"\ndone',
    'value="$(date +%s)"\necho "value=${value}" >> "${GITHUB_OUTPUT}"', 'echo "| a | b |" >> "${GITHUB_STEP_SUMMARY}"', 'grep --count x ./* || true',
  ),
  quotable.map((text) => `printf '%s\\n' '${text}'`),
  quotable.map((text) => `# ${text}`),
  // expressions in scripts are handed over by the environment
  fc.constantFrom('echo ${{ github.ref_name }}', 'echo "on ${{ github.event.head_commit.message }}, ${{ runner.os }}"', 'if [[ "${{ github.actor_id }}" == "1" ]]; then\n  echo one\nfi'),
  quotable.filter((text) => text !== 'EOF').map((text) => `cat <<'EOF'\n${text}\nEOF`),
);
const SCRIPTS = {
  bash: fc.array(bashLine, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')),
  sh: fc.constantFrom('echo hello', 'echo "$HOME"', 'true', 'ls -la'),
  pwsh: fc.constantFrom('Write-Output "hello"', '$x = 1\nWrite-Output $x', 'Get-ChildItem | Select-Object -First 1', 'if ($true) { "yes" }'),
  python: fc.constantFrom('print("hello")', 'import os\n\nfor name in os.environ:\n    print(name)\n', 'x = {"a": 1}\nprint(x["a"])'),
};
type Shell = keyof typeof SCRIPTS;

const values: fc.Arbitrary<Expr> = fc.oneof(
  { arbitrary: anyText, weight: 4 },
  { arbitrary: fc.constantFrom('${{ github.sha }}', '${{ github.run_id }}-x', 'v${{ vars.VERSION }}', '${{ github.ref_name }}'), weight: 1 },
);
export const env: fc.Arbitrary<Record<string, Expr>> = fc.dictionary(envName, values, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

const CONDITIONS = ['always()', 'failure()', 'success() && github.ref == \'refs/heads/main\'', '!cancelled()', 'github.event_name == \'push\'', 'contains(fromJSON(\'["a", "b"]\'), github.ref_name)', 'runner.os == \'Linux\''];
const common = {
  name: oneLine, if: fc.constantFrom(...CONDITIONS), env, continueOnError: fc.boolean(), timeoutMinutes: fc.integer({ min: 1, max: 360 }),
};

const runStep: fc.Arbitrary<StepPart> = fc.constantFrom<(Shell | undefined)[]>(undefined, 'bash', 'sh', 'pwsh', 'python').chain((shell) => fc.record({
  script: SCRIPTS[shell ?? 'bash'], windows: SCRIPTS.pwsh, named: fc.boolean(), secret: fc.integer({ min: 0, max: 5 }), axis: fc.nat(5),
  props: fc.record({ ...common, workingDirectory: word }, { requiredKeys: [] }),
}).map(({ script, windows, named, secret, axis, props }): StepPart => (scope) => (site) => {
  const pwsh = site.windows && shell === undefined;
  const text = pwsh ? windows : script;
  const name = pwsh && site.mixed ? 'pwsh' : !site.unix && shell === 'sh' ? 'bash' : shell;
  const id = named ? { id: scope.id('step') } : {};
  const extra: Record<string, Expr> = {
    ...(site.secrets && secret === 0 ? { SECRET_VALUE: '${{ secrets.DEPLOY_KEY }}' } : {}),
    ...(site.matrix.length && axis === 0 ? { AXIS: `\${{ matrix.${site.matrix[0]} }}` } : {}),
  };
  const merged = Object.keys(extra).length ? { ...props, env: { ...props.env, ...extra } } : props;
  return Node.call('Step.run', text, { ...merged, ...id, ...(name === undefined ? {} : { shell: name }) });
}));

interface Input {
  readonly required?: boolean;
  readonly default?: string;
  readonly deprecated?: unknown;
}
/** Each would be a finding of its own, or needs inputs that fit each other: they have tests of their own. */
const SPECIAL = /^(actions\/cache|aws-actions\/aws-cloudformation|aws-actions\/amazon-ecs-deploy|actions\/github-script|google-github-actions\/deploy|docker\/(build-push|bake)|Swatinem|ossf|step-security|aquasecurity\/setup-trivy|dtolnay)/;
const RISKY = /^(persist-credentials|cache.*|.*-cache|.*cache.*|token|.*token.*|.*secret.*|password|push|ref|repository|version|trivy-version|pip-.*|script|.*command.*|allow-unsafe.*|tool-cache|toolchain|.*version.*)$/i;
const ACTIONS = Object.entries(catalogue as Record<string, { inputs: Record<string, Input>; outputs?: string[] }>)
  .filter(([name]) => !SPECIAL.test(name))
  .map(([name, { inputs }]) => ({ name, inputs: Object.entries(inputs).filter(([, input]) => !input.deprecated) }));

const usesStep: fc.Arbitrary<StepPart> = fc.constantFrom(...ACTIONS).chain(({ name, inputs }) => {
  const required = inputs.filter(([, input]) => input.required && input.default === undefined).map(([key]) => key);
  const known = Object.fromEntries(inputs.filter(([key]) => required.includes(key) || !RISKY.test(key)).map(([key, input]) => [key, inputValue(input)]));
  return fc.record({
    inputs: fc.record(known, { requiredKeys: required, noNullPrototype: true }), some: fc.integer({ min: 0, max: 3 }),
    props: fc.record(common, { requiredKeys: [] }),
  }).map(({ inputs: given, some, props }): StepPart => () => () => {
    // all inputs at once is no program that anybody writes
    const kept = Object.entries(given).filter(([key], i) => required.includes(key) || i % 4 === some);
    // other steps and other legs may upload the same name
    if (name === 'actions/upload-artifact') kept.push(['overwrite', true]);
    return Node.call('Step.uses', name, { ...props, ...(kept.length ? { with: Object.fromEntries(kept) } : {}) });
  });
});

function inputValue(input: Input): fc.Arbitrary<Expr> {
  if (/^(true|false)$/i.test(String(input.default))) return fc.oneof(fc.boolean(), fc.constantFrom('true', 'false'));
  if (/^\d+$/.test(String(input.default))) return fc.nat(90);
  return fc.oneof(word, oneLine, manyLines);
}

export const step: fc.Arbitrary<StepPart> = fc.oneof({ arbitrary: runStep, weight: 3 }, { arbitrary: usesStep, weight: 2 });

export const steps: fc.Arbitrary<Part<(site: StepSite) => Expr[]>> = fc.array(step, { minLength: 1, maxLength: 4 })
  .map((parts) => (scope) => (site) => parts.map((part) => part(scope)(site)));

/** Scripts only, for places where no action may stand. */
export const scripts: fc.Arbitrary<Part<(site: StepSite) => Expr[]>> = fc.array(runStep, { minLength: 1, maxLength: 3 })
  .map((parts) => (scope) => (site) => parts.map((part) => part(scope)(site)));
