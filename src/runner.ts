/** Operating system of a runner; it decides the default shell. */
export enum RunnerOs {
  LINUX = 'linux',
  WINDOWS = 'windows',
  MACOS = 'macos',
}

/** The machine that a job runs on. Labels: https://docs.github.com/actions/reference/runners */
export class Runner {
  public static readonly UBUNTU_22_04 = Runner.hosted('ubuntu-22.04');
  public static readonly UBUNTU_22_04_ARM = Runner.hosted('ubuntu-22.04-arm');
  public static readonly UBUNTU_24_04 = Runner.hosted('ubuntu-24.04');
  public static readonly UBUNTU_24_04_ARM = Runner.hosted('ubuntu-24.04-arm');
  public static readonly UBUNTU_26_04 = Runner.hosted('ubuntu-26.04');
  public static readonly UBUNTU_26_04_ARM = Runner.hosted('ubuntu-26.04-arm');
  /** One CPU, 15 minutes at most; for small jobs. */
  public static readonly UBUNTU_SLIM = Runner.hosted('ubuntu-slim');
  public static readonly WINDOWS_2022 = Runner.hosted('windows-2022');
  public static readonly WINDOWS_2025 = Runner.hosted('windows-2025');
  public static readonly WINDOWS_11_ARM = Runner.hosted('windows-11-arm');
  public static readonly MACOS_15 = Runner.hosted('macos-15');
  public static readonly MACOS_15_INTEL = Runner.hosted('macos-15-intel');
  public static readonly MACOS_15_LARGE = Runner.hosted('macos-15-large');
  public static readonly MACOS_15_XLARGE = Runner.hosted('macos-15-xlarge');
  public static readonly MACOS_26 = Runner.hosted('macos-26');
  public static readonly MACOS_26_INTEL = Runner.hosted('macos-26-intel');
  public static readonly MACOS_26_LARGE = Runner.hosted('macos-26-large');
  public static readonly MACOS_26_XLARGE = Runner.hosted('macos-26-xlarge');

  /**
   * A larger or otherwise custom runner that GitHub hosts, by its label.
   * Labels that actionlint does not know are merged into `.github/actionlint.yaml`.
   */
  public static custom(label: string, os?: RunnerOs): Runner {
    return new Runner([label], undefined, os ?? guessOs([label]), true);
  }

  /** A runner of one's own, by its labels; `self-hosted` is put first. */
  public static selfHosted(...labels: string[]): Runner {
    const all = ['self-hosted', ...labels.filter((label) => label !== 'self-hosted')];
    return new Runner(all, undefined, guessOs(all), false);
  }

  /** Any runner of a runner group, optionally with labels. */
  public static group(name: string, ...labels: string[]): Runner {
    return new Runner(labels, name, guessOs(labels), true);
  }

  private static hosted(label: string): Runner {
    return new Runner([label], undefined, guessOs([label]), true);
  }

  private constructor(
    /** The labels that a runner must have. */
    public readonly labels: string[],
    /** Name of the runner group. @default - none */
    public readonly groupName: string | undefined,
    public readonly os: RunnerOs,
    /** GitHub runs it, as opposed to self-hosted. */
    public readonly isHosted: boolean,
  ) {}

  /** One string that names the runner, as in a matrix axis. */
  public get label(): string {
    return this.labels[this.labels.length - 1] ?? this.groupName ?? '';
  }

  /** Value of `runs-on`. @internal */
  public _runsOn(): string | string[] | { group: string; labels?: string[] } {
    if (this.groupName !== undefined) {
      return { group: this.groupName, ...(this.labels.length ? { labels: this.labels } : {}) };
    }
    return this.labels.length === 1 ? this.labels[0] : [...this.labels];
  }
}

function guessOs(labels: readonly string[]): RunnerOs {
  const text = labels.join(' ').toLowerCase();
  if (/windows/.test(text)) return RunnerOs.WINDOWS;
  return /macos/.test(text) ? RunnerOs.MACOS : RunnerOs.LINUX;
}
