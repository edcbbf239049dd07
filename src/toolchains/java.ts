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
  /**
   * Run the build tool by the wrapper that is committed beside the build, `./mvnw` or `./gradlew`.
   * @default - true for Gradle, false for Maven
   */
  readonly wrapper?: boolean;
}

function commandOf(maven: boolean, { wrapper = !maven }: JavaToolchainProps): string {
  return maven ? `${wrapper ? './mvnw' : 'mvn'} --batch-mode --no-transfer-progress` : `${wrapper ? './gradlew' : 'gradle'} --no-daemon`;
}

export function java(props: JavaToolchainProps): ToolchainProvider {
  const tool = props.buildTool ?? JavaBuildTool.MAVEN;
  const maven = tool === JavaBuildTool.MAVEN;
  const run = commandOf(maven, props);
  const lock = maven ? ['**/pom.xml'] : ['**/*.gradle*', '**/gradle-wrapper.properties'];
  return {
    name: 'java',
    versions: props.versions,
    workingDirectory: props.workingDirectory,
    linters: props.linters ?? linters(maven, run, props),
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
    install: () => [script(props, 'Install dependencies', props.install ?? `${run} ${maven ? 'dependency:go-offline' : 'dependencies --quiet'}`)],
    test: ({ coverage }) => [script(props, 'Run tests', props.test ?? `${run} ${testTask(maven, coverage)}`)],
  };
}

function linters(maven: boolean, run: string, { wrapper }: JavaToolchainProps): Linter[] {
  if (!maven) return [Linter.custom({ name: 'gradle check', command: `${run} check -x test` })];
  return wrapper ? [Linter.custom({ name: 'checkstyle', command: `${run} checkstyle:check` })] : [Linter.checkstyle()];
}

function testTask(maven: boolean, coverage: boolean): string {
  if (maven) return coverage ? 'verify' : 'test';
  return `test${coverage ? ' jacocoTestReport' : ''}`;
}
