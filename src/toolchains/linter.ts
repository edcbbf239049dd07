/** What a linter's findings do. */
export enum Severity {
  /** They fail the job. */
  ERROR = 'error',
  /** They are reported and do not fail it. */
  WARNING = 'warning',
}

export interface LinterProps {
  /**
   * Whether a finding fails the job.
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
  /**
   * Further arguments.
   * @default - none
   */
  readonly args?: string[];
}

export interface CustomLinterProps {
  /** Shown in the log. */
  readonly name: string;
  /** Script that exits with anything but 0 on findings (bash). */
  readonly command: string;
  /**
   * Script that reports advice and never fails the job.
   * @default - none
   */
  readonly advice?: string;
  /**
   * Whether a finding fails the job.
   * @default Severity.ERROR
   */
  readonly severity?: Severity;
}

/** One linter of a `LintJob`. It is run from the project's own dependencies, so its version is the project's. */
export class Linter {
  /**
   * flake8. Syntax errors, undefined names and the like (E9, F63, F7, F82) count as findings;
   * everything else that the project's configuration asks for is reported as advice.
   */
  public static flake8(props: LinterProps = {}): Linter {
    const extra = args(props);
    return new Linter({
      name: 'flake8',
      command: `python -m flake8 . --count --select=E9,F63,F7,F82 --show-source --statistics${extra}`,
      advice: `python -m flake8 . --count --exit-zero --statistics${extra}`,
      severity: props.severity,
    });
  }

  /** black, checking only. */
  public static black(props: LinterProps = {}): Linter {
    return simple('black', 'python -m black --check --diff .', props);
  }

  /** isort, checking only. */
  public static isort(props: LinterProps = {}): Linter {
    return simple('isort', 'python -m isort --check-only --diff .', props);
  }

  /** Ruff's linter. */
  public static ruff(props: LinterProps = {}): Linter {
    return simple('ruff', 'python -m ruff check .', props);
  }

  /** mypy. */
  public static mypy(props: LinterProps = {}): Linter {
    return simple('mypy', 'python -m mypy .', props);
  }

  /** ESLint. */
  public static eslint(props: LinterProps = {}): Linter {
    return simple('eslint', 'npx --no-install eslint .', props);
  }

  /** Prettier, checking only. */
  public static prettier(props: LinterProps = {}): Linter {
    return simple('prettier', 'npx --no-install prettier --check .', props);
  }

  /** TypeScript's compiler, without output. */
  public static tsc(props: LinterProps = {}): Linter {
    return simple('tsc', 'npx --no-install tsc --noEmit', props);
  }

  /** `go vet`. */
  public static goVet(props: LinterProps = {}): Linter {
    return simple('go vet', 'go vet ./...', props);
  }

  /** gofmt: any file that it would change is a finding. */
  public static gofmt(props: LinterProps = {}): Linter {
    const command = `unformatted="$(gofmt -l${args(props)} .)"\necho "\${unformatted}"\n[[ -z "\${unformatted}" ]]`;
    return Linter.custom({ name: 'gofmt', command, severity: props.severity });
  }

  /** Clippy; its warnings are findings. */
  public static clippy(props: LinterProps = {}): Linter {
    return simple('clippy', 'cargo clippy --all-targets --locked -- -D warnings', props);
  }

  /** rustfmt, checking only. */
  public static rustfmt(props: LinterProps = {}): Linter {
    return simple('rustfmt', 'cargo fmt --all --check', props);
  }

  /** `dotnet format`, checking only. */
  public static dotnetFormat(props: LinterProps = {}): Linter {
    return simple('dotnet format', 'dotnet format --verify-no-changes', props);
  }

  /** RuboCop. */
  public static rubocop(props: LinterProps = {}): Linter {
    return simple('rubocop', 'bundle exec rubocop', props);
  }

  /** Checkstyle through Maven's plugin of the project. */
  public static checkstyle(props: LinterProps = {}): Linter {
    return simple('checkstyle', 'mvn --batch-mode --no-transfer-progress checkstyle:check', props);
  }

  /** Any other linter. */
  public static custom(props: CustomLinterProps): Linter {
    return new Linter(props);
  }

  public readonly name: string;
  public readonly severity: Severity;
  /** @internal */
  public readonly _command: string;
  /** @internal */
  public readonly _advice?: string;

  private constructor(props: CustomLinterProps) {
    this.name = props.name;
    this.severity = props.severity ?? Severity.ERROR;
    this._command = props.command;
    this._advice = props.advice;
  }
}

function args(props: LinterProps): string {
  return (props.args ?? []).map((arg) => ` ${shellQuote(arg)}`).join('');
}

function simple(name: string, command: string, props: LinterProps): Linter {
  return Linter.custom({ name, command: `${command}${args(props)}`, severity: props.severity });
}

/** One word for a POSIX shell. In double quotes where shellcheck would doubt single ones. */
export function shellQuote(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /[$`\\'‘’‚‛“”„‟´]/.test(word) ? `"${word.replace(/[$`\\"]/g, '\\$&')}"` : `'${word}'`;
}
