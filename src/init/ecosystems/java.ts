import { Found, listed } from '../ecosystem';
import { Folder } from '../folder';

const GRADLE = /^(build|settings)\.gradle(\.kts)?$/;
const SAID = /JavaLanguageVersion\.of\((\d+)\)|jvmToolchain\((\d+)\)|sourceCompatibility\s*=\s*["']?(?:JavaVersion\.VERSION_)?(?:1[._])?(\d+)/;
const POM = /<(?:maven\.compiler\.release|java\.version|maven\.compiler\.source|release)>(?:1\.)?(\d+)</;

export function java(folder: Folder): Found | undefined {
  const maven = folder.has('pom.xml');
  if (!maven && !folder.find(GRADLE)) return undefined;
  const file = folder.said(['.java-version', /^(?:1\.)?(\d+)/], ['.sdkmanrc', /^java=(\d+)/m], ['.tool-versions', /^java\s+\D*(\d+)/m]);
  const version = file ?? (maven ? folder.said(['pom.xml', POM]) : gradleVersion(folder)) ?? '21';
  const wrapper = folder.has(maven ? 'mvnw' : 'gradlew');
  return {
    maker: 'java',
    props: {
      versions: listed([version]),
      ...(maven ? {} : { buildTool: 'JavaBuildTool.GRADLE' }),
      ...(wrapper === maven ? { wrapper: String(wrapper) } : {}),
    },
    imports: maven ? [] : ['JavaBuildTool'],
  };
}

/** Of the build, or of its projects. */
function gradleVersion(folder: Folder): string | undefined {
  const texts = [folder, ...folder.folders()].flatMap((one) => one.names.filter((name) => /\.gradle(\.kts)?$/.test(name)).map((name) => one.read(name)));
  return texts.map((text) => SAID.exec(text)?.slice(1).find((found) => found !== undefined)).find((found) => found !== undefined);
}
