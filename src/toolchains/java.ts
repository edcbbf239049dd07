/** A JDK: setup-java (Temurin), Maven or Gradle. */
import { Linter } from './linter';
import { ToolchainProps, ToolchainProvider } from './provider';
import { cachePaths, caches, reports, script, version } from './shared';
import { Step } from '../step';

/** Who builds a Java project. */
export enum JavaBuildTool {
  MAVEN = 'maven',
  GRADLE = 'gradle',
}

export interface JavaToolchainProps extends ToolchainProps {
  /**
   * What builds and tests.
   * @default JavaBuildTool.MAVEN
   */
  readonly buildTool?: JavaBuildTool;
  /**
   * Distribution, as setup-java names it.
   * @default temurin
   */
  readonly distribution?: string;
}

const MAVEN = 'mvn --batch-mode --no-transfer-progress';
const GRADLE = './gradlew --no-daemon';

export function java(props: JavaToolchainProps): ToolchainProvider {
  const tool = props.buildTool ?? JavaBuildTool.MAVEN;
  const maven = tool === JavaBuildTool.MAVEN;
  const lock = maven ? ['**/pom.xml'] : ['**/*.gradle*', '**/gradle-wrapper.properties'];
  return {
    name: 'java',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? (maven ? [Linter.checkstyle()] : [Linter.custom({ name: 'gradle check', command: `${GRADLE} check -x test` })]),
    reports: reports(props, maven
      ? { results: ['**/target/surefire-reports/*.xml'], coverage: ['**/target/site/jacoco/jacoco.xml'] }
      : { results: ['**/build/test-results/**/*.xml'], coverage: ['**/build/reports/jacoco/**/*.xml'] }),
    setup: ({ cache }) => [Step.uses('actions/setup-java', {
      name: 'Set up Java',
      with: {
        'distribution': props.distribution ?? 'temurin', 'java-version': version(),
        ...(caches(props, cache) ? { 'cache': tool, 'cache-dependency-path': cachePaths(props, lock) } : {}),
      },
    })],
    install: () => [script(props, 'Install dependencies', props.install ?? (maven ? `${MAVEN} dependency:go-offline` : `${GRADLE} dependencies --quiet`))],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? testCommand(maven, coverage))],
  };
}

function testCommand(maven: boolean, coverage: boolean): string {
  if (maven) return coverage ? `${MAVEN} verify` : `${MAVEN} test`;
  return `${GRADLE} test${coverage ? ' jacocoTestReport' : ''}`;
}
