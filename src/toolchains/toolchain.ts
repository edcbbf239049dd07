import { custom, CustomToolchainProps } from './custom';
import { dotnet, DotnetToolchainProps } from './dotnet';
import { go, GoToolchainProps } from './go';
import { java, JavaToolchainProps } from './java';
import { Linter } from './linter';
import { node, NodeToolchainProps } from './node';
import { ToolchainProvider } from './provider';
import { python, PythonToolchainProps } from './python';
import { ruby, RubyToolchainProps } from './ruby';
import { rust, RustToolchainProps } from './rust';
import { ToolchainVersionReference } from '../references';

/**
 * One ecosystem: how it is set up, cached, installed, tested and linted. Each part can be replaced.
 * One file an ecosystem beside this one; this class is the registry.
 */
export class Toolchain {
  /** CPython with pip, Poetry or uv; tests by pytest. */
  public static python(props: PythonToolchainProps): Toolchain {
    return new Toolchain(python(props));
  }

  /** Node.js with npm, pnpm or Yarn. */
  public static node(props: NodeToolchainProps): Toolchain {
    return new Toolchain(node(props));
  }

  /** Go with modules. */
  public static go(props: GoToolchainProps): Toolchain {
    return new Toolchain(go(props));
  }

  /** A JDK with Maven or Gradle. */
  public static java(props: JavaToolchainProps): Toolchain {
    return new Toolchain(java(props));
  }

  /** Rust with Cargo. */
  public static rust(props: RustToolchainProps): Toolchain {
    return new Toolchain(rust(props));
  }

  /** The .NET SDK. */
  public static dotnet(props: DotnetToolchainProps): Toolchain {
    return new Toolchain(dotnet(props));
  }

  /** Ruby with Bundler. */
  public static ruby(props: RubyToolchainProps): Toolchain {
    return new Toolchain(ruby(props));
  }

  /** Any other ecosystem, from steps and commands. */
  public static custom(props: CustomToolchainProps): Toolchain {
    return new Toolchain(custom(props));
  }

  /**
   * The version that the job at hand runs on, for the steps of a custom toolchain:
   * `Step.uses('x/setup-x', { with: { 'x-version': Toolchain.version() } })`.
   */
  public static version(): string {
    return new ToolchainVersionReference().toString();
  }

  /** @internal */
  public readonly _provider: ToolchainProvider;

  private constructor(provider: ToolchainProvider) {
    this._provider = provider;
  }

  /** Name of the ecosystem; also the name of its axis in a matrix. */
  public get name(): string {
    return this._provider.name;
  }

  /** The versions to test on, oldest first as given. */
  public get versions(): string[] {
    return [...this._provider.versions];
  }

  /** The linters that a `LintJob` runs unless it is given others. */
  public get linters(): Linter[] {
    return [...this._provider.linters];
  }
}
