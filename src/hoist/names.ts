/** The variables that hoisted expressions live in: telling, unique, and none that a program reads for its own sake. */
import { Reference, Segment } from '../workflow/expression-scan';

const LONGEST = 60;
/** Contexts that say nothing of the value. */
const DROPPED = new Set(['github', 'steps', 'needs', 'secrets', 'vars', 'jobs']);
/** `outputs` of a step or a job says nothing either. */
const FILLERS = new Set(['outputs']);
/** Programs act on these: a value that lands in one by accident would change what they do. */
const RESERVED_PREFIXES = [
  'ACTIONS_', 'AWS_', 'AZURE_', 'BASH', 'CARGO_', 'CLOUDSDK_', 'COR_', 'DOCKER_', 'DOTNET_', 'DYLD_', 'GH_', 'GIT_', 'GITHUB_', 'GOOGLE_', 'GO', 'GRADLE_',
  'HELM_', 'HTTP_', 'HTTPS_', 'INPUT_', 'JAVA_', 'KUBE', 'LC_', 'LD_', 'MAVEN_', 'NODE_', 'NPM_', 'NUGET_', 'PERL', 'PIP_', 'PS', 'PULUMI_', 'PYTHON',
  'RUBY', 'RUNNER_', 'RUST', 'SSH_', 'TF_', 'UV_', 'YARN_', '_',
];
const RESERVED = new Set([
  'CDPATH', 'CI', 'COLUMNS', 'COMSPEC', 'DISPLAY', 'EDITOR', 'ENV', 'EUID', 'GLOBIGNORE', 'HISTFILE', 'HOME', 'HOSTNAME', 'IFS', 'JDK_JAVA_OPTIONS', 'LANG',
  'LANGUAGE', 'LINENO', 'LINES', 'LOGNAME', 'MAIL', 'OLDPWD', 'OPTARG', 'OPTIND', 'OSTYPE', 'PAGER', 'PATH', 'PATHEXT', 'PPID', 'PROMPT_COMMAND', 'PWD',
  'RANDOM', 'REPLY', 'SECONDS', 'SHELL', 'SHELLOPTS', 'SHLVL', 'SYSTEMROOT', 'TEMP', 'TERM', 'TMP', 'TMPDIR', 'TZ', 'UID', 'USER', 'USERNAME', 'VISUAL',
  'WINDIR', 'NO_PROXY', 'ALL_PROXY',
]);

export class Names {
  /** name → `${{ … }}`, in the order of the script. */
  public readonly added: Record<string, string> = {};
  private readonly byExpression = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(private readonly existing: Readonly<Record<string, unknown>>) {
    // Windows takes names as equal that differ in case
    this.taken = new Set(Object.keys(existing).map((name) => name.toUpperCase()));
    for (const [name, value] of Object.entries(existing)) {
      const inner = typeof value === 'string' ? /^\$\{\{\s*([\s\S]*?)\s*\}\}$/.exec(value)?.[1] : undefined;
      if (inner !== undefined && isName(name)) this.byExpression.set(normal(inner), name);
    }
  }

  public of(segment: Segment): string {
    const key = normal(segment.text);
    const known = this.byExpression.get(key) ?? this.ownVariable(segment);
    if (known !== undefined) return known;
    const name = this.unique(safe(derive(segment)));
    this.byExpression.set(key, name);
    this.taken.add(name.toUpperCase());
    this.added[name] = `\${{ ${segment.text} }}`;
    return name;
  }

  /** `env.X`, where the step itself sets X: the variable is there already, and `env` above the step has another value. */
  private ownVariable({ references, tree }: Segment): string | undefined {
    const [reference] = references;
    if (!reference || reference.context !== 'env' || reference.node !== tree || reference.path.length !== 1) return undefined;
    const name = reference.path[0];
    return name !== undefined && isName(name) && Object.hasOwn(this.existing, name) ? name : undefined;
  }

  private unique(name: string): string {
    let candidate = name;
    for (let i = 2; this.taken.has(candidate); i++) candidate = `${name}_${i}`;
    return candidate;
  }
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** Spaces outside of quotes do not make another expression. */
function normal(expression: string): string {
  return expression.replace(/('(?:[^']|'')*')|\s+/g, (_, quoted: string | undefined) => quoted ?? '');
}

function derive({ references }: Segment): string {
  const distinct = new Set(references.map((reference) => fromReference(reference)));
  const [name] = distinct;
  return distinct.size === 1 && name !== '' ? name : 'EXPRESSION';
}

/** `steps.version.outputs.value` → VERSION_VALUE, `github.event.head_commit.message` → EVENT_HEAD_COMMIT_MESSAGE. */
function fromReference({ context, path }: Reference): string {
  const kept = path.filter((part): part is string => part !== undefined && !FILLERS.has(part.toLowerCase()));
  const parts = DROPPED.has(context) && kept.length > 0 ? kept : [context, ...kept];
  return parts.map((part) => part === '*' ? 'ALL' : part).join('_').replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '').toUpperCase();
}

function safe(name: string): string {
  const short = name.slice(0, LONGEST).replace(/_+$/, '');
  const risky = /^\d/.test(short) || RESERVED.has(short) || RESERVED_PREFIXES.some((prefix) => short.startsWith(prefix));
  return risky ? `VALUE_${short.replace(/^_+/, '')}` : short;
}
