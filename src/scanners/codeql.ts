/** https://docs.github.com/code-security/code-scanning */
import { ScannerProvider } from './provider';
import { Step } from '../step';
import { defined } from '../values';

export interface CodeqlProps {
  /** Languages as CodeQL names them: `actions`, `c-cpp`, `csharp`, `go`, `java-kotlin`, `javascript-typescript`, `python`, `ruby`, `rust`, `swift`. */
  readonly languages: string[];
  /**
   * `none`, `autobuild` or `manual`.
   * @default none
   */
  readonly buildMode?: string;
  /**
   * Query suites: `security-extended`, `security-and-quality`, or packs.
   * @default - CodeQL's default suite
   */
  readonly queries?: string[];
}

export function codeql(props: CodeqlProps): ScannerProvider {
  return {
    id: 'codeql',
    title: 'CodeQL',
    image: false,
    secrets: false,
    ownJob: true,
    checkout: true,
    axis: { name: 'language', values: props.languages },
    steps: () => [
      Step.uses('github/codeql-action/init', {
        name: 'Set up CodeQL',
        with: defined({ 'languages': '${{ matrix.language }}', 'build-mode': props.buildMode ?? 'none', 'queries': props.queries?.join(',') }),
      }),
      ...(props.buildMode === 'autobuild' ? [Step.uses('github/codeql-action/autobuild', { name: 'Build' })] : []),
      Step.uses('github/codeql-action/analyze', { name: 'Analyze', with: { category: '/language:${{ matrix.language }}' } }),
    ],
  };
}
