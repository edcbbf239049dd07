import { codeql, CodeqlProps } from './codeql';
import { custom, CustomScannerProps } from './custom';
import { dependencyReview, DependencyReviewProps } from './dependency-review';
import { dockerScout, DockerScoutProps } from './docker-scout';
import { grype, GrypeProps } from './grype';
import { ScannerProvider } from './provider';
import { trivy, TrivyProps } from './trivy';

/** What scans. One file a scanner beside this one; this class is the list. */
export class Scanner {
  /** Docker Scout. Needs DOCKERHUB_USERNAME and DOCKERHUB_TOKEN in the environment `scan`; skipped with a notice without. */
  public static dockerScout(props: DockerScoutProps = {}): Scanner {
    return new Scanner(dockerScout(props));
  }

  /** Trivy: vulnerabilities in the image; without one those of the source's dependencies, and secrets in it. */
  public static trivy(props: TrivyProps = {}): Scanner {
    return new Scanner(trivy(props));
  }

  /** Grype: vulnerabilities in the image; without one in the source's dependencies. */
  public static grype(props: GrypeProps = {}): Scanner {
    return new Scanner(grype(props));
  }

  /** CodeQL over the source. */
  public static codeql(props: CodeqlProps): Scanner {
    return new Scanner(codeql(props));
  }

  /** GitHub's dependency review: what a pull request adds. */
  public static dependencyReview(props: DependencyReviewProps = {}): Scanner {
    return new Scanner(dependencyReview(props));
  }

  /** Any other scanner, from steps. */
  public static custom(props: CustomScannerProps): Scanner {
    return new Scanner(custom(props));
  }

  /** @internal */
  public readonly _provider: ScannerProvider;

  private constructor(provider: ScannerProvider) {
    this._provider = provider;
  }
}
