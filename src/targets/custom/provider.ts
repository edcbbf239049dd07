/** Any other platform, by steps of the user's. The workload is written beside them, so that nothing of it is lost. */
import type { CustomPlatformProps } from './props';
import { Step } from '../../step';
import { isRecord } from '../../values';
import { Input } from '../support/input';
import { homesOf, isUsable } from '../support/workload';
import type { TargetContext, TargetOutput, TargetProvider } from '../target';

const STEPS = ['login', 'deploy', 'verify', 'rollback', 'destroy', 'drift'] as const;
type Operation = (typeof STEPS)[number];

const LEVELS = ['read', 'write', 'none'];

export class CustomTarget implements TargetProvider {
  public readonly kind = 'custom';
  public readonly title: string;
  public readonly pullable = ['any registry'];
  public readonly needsRepository = false;

  constructor(private readonly props: CustomPlatformProps) {
    this.title = typeof props?.title === 'string' ? props.title : 'custom platform';
  }

  public canPull(): boolean {
    return true;
  }

  public synthesize(context: TargetContext): TargetOutput {
    isUsable(context.workload, context.report.bind(context));
    const steps = readSteps(this.props, context);
    if (context.preview) checkDestroy(steps, context);
    const permissions = readPermissions(this.props, context);
    const secrets = isRecord(context.workload?.secrets) ? homesOf<string>(context, 'custom', 'a custom platform', '\'DATABASE_URL\'') : {};
    checkSecrets(secrets, context);
    const env = Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, `\${{ secrets.${secret} }}`]));
    const make = (operation: Operation) => copies(steps[operation], permissions, operation === 'deploy' ? env : {});
    return {
      files: [{ path: 'workload.json', content: workloadFile(context) }],
      bootstrap: [],
      bootstrapCommands: [],
      accounts: [],
      operations: {
        login: () => make('login'), deploy: () => make('deploy'), verify: () => make('verify'),
        rollback: () => make('rollback').map(onFailure), destroy: () => make('destroy'), drift: () => make('drift'),
      },
      notes: [
        ...(context.preview ? ['The steps find the number of the pull request in PR_NUMBER.'] : []),
        `The steps find the whole workload in ${context.directory}/workload.json.`,
        ...(steps.rollback.length ? [] : ['No rollback steps: a failed deploy stays as it is.']),
      ],
    };
  }
}

/** A step belongs to one job, and an operation may be rendered in several: each gets a copy. */
function copies(steps: readonly Step[], permissions: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): Step[] {
  return Step._copies(steps, (spec, index) => {
    const first = index === 0 && Object.keys(permissions).length > 0;
    return {
      ...spec,
      props: {
        ...spec.props,
        // fetching the source needs none
        ...(Object.keys(env).length && !spec.uses?.startsWith('actions/checkout') ? { env: { ...env, ...spec.props.env } } : {}),
        ...(first ? { permissions: { ...permissions, ...spec.props.permissions } } : {}),
      },
      ...(first ? { reasons: { ...Object.fromEntries(Object.keys(permissions).map((scope) => [scope, 'declared by the platform'])), ...spec.reasons } } : {}),
    };
  });
}

function onFailure(step: Step): Step {
  const own = step._spec.props.if;
  return Step._of({ ...step._spec, props: { ...step._spec.props, if: own ? `failure() && (${own})` : 'failure()' } });
}

function readSteps(props: unknown, context: TargetContext): Record<Operation, readonly Step[]> {
  const values = isRecord(props) ? props : {};
  return Object.fromEntries(STEPS.map((key) => [key, readList(key, values[key], context)])) as Record<Operation, readonly Step[]>;
}

function readList(key: Operation, value: unknown, context: TargetContext): readonly Step[] {
  const required = key === 'deploy' || key === 'verify';
  const isSteps = Array.isArray(value) && value.every((step) => isRecord(step) && typeof step._all === 'function');
  if (isSteps && (value.length > 0 || !required)) return value as Step[];
  if (value === undefined && !required) return [];
  context.report({
    ruleId: 'target-custom-steps', at: `platform.${key}`,
    message: key === 'verify' ? 'a deploy that nobody verifies may not have happened: `verify` needs a step' : `\`${key}\` ${isSteps ? 'has no step' : 'is no list of steps'}`,
    ...(value === undefined ? {} : { value }),
    allowed: ['[Step.run(…)]'],
    ...(key === 'verify' ? { fix: 'verify: [Step.run(\'./ops/verify.sh "$DIGEST"\')], which fails unless DIGEST is what runs' } : {}),
  });
  return [];
}

/** Nobody would notice that the previews of a year ago still run. */
function checkDestroy(steps: Record<Operation, readonly Step[]>, context: TargetContext): void {
  if (steps.destroy.length) return;
  context.report({
    ruleId: 'target-custom-steps', at: 'platform.destroy', message: 'a preview is destroyed when its pull request is closed: `destroy` needs a step',
    allowed: ['[Step.run(…)]'], fix: 'destroy: [Step.run(\'./ops/destroy.sh "preview-$PR_NUMBER"\')]',
  });
}

function readPermissions(props: unknown, context: TargetContext): Record<string, string> {
  const given = new Input(isRecord(props) ? props : {}, context.report.bind(context), 'target-custom-steps', 'platform').record('permissions') ?? {};
  return Object.fromEntries(Object.entries(given).filter(([scope, level]) => {
    const valid = typeof level === 'string' && LEVELS.includes(level);
    if (!valid) context.report({ ruleId: 'target-custom-steps', at: `platform.permissions.${scope}`, message: 'no level of a permission', value: level, allowed: LEVELS });
    return valid;
  })) as Record<string, string>;
}

function checkSecrets(secrets: Record<string, unknown>, context: TargetContext): void {
  for (const [name, secret] of Object.entries(secrets)) {
    if (typeof secret === 'string' && /^(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]*$/i.test(secret)) continue;
    delete secrets[name];
    context.report({
      ruleId: 'secret-home', at: `workload.secrets.${name}.custom`, message: 'no name of a GitHub secret', value: secret,
      allowed: ['letters, digits and _, no digit first, not GITHUB_…'],
    });
  }
}

function workloadFile(context: TargetContext): object {
  const { secrets, ...rest } = context.workload ?? {};
  const { kind, timeoutSeconds, bakeMinutes, percent } = context.rollout;
  return {
    environment: context.environment, ...rest, secrets: Object.keys(secrets ?? {}), url: context.url, domain: context.domain, certificate: context.certificate,
    rollout: { kind, timeoutSeconds, bakeMinutes, percent },
  };
}
