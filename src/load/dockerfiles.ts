/** The Dockerfiles that the images are built by. None need be there yet: it is said, and nothing fails. */
import * as fs from 'fs';
import * as path from 'path';
import { App } from '../app';
import { ContainerImage } from '../constructs/container-image';
import { Problem } from '../problem';
import { hasExpression } from '../workflow/expression-scan';

export function missingDockerfiles(root: string, apps: readonly App[]): Problem[] {
  const images = apps.flatMap((app) => app.node.findAll()).filter((c): c is ContainerImage => c instanceof ContainerImage && c._purpose === undefined);
  const missing = new Map<string, ContainerImage>();
  for (const image of images) {
    const file = dockerfileOf(image);
    if (file !== undefined && !missing.has(file) && !fs.existsSync(path.join(root, file))) missing.set(file, image);
  }
  return [...missing].map(([file, image]) => ({
    ruleId: 'dockerfile', severity: 'warning', where: image.node.path, source: image._stack.locate(),
    message: `there is no ${file} yet: the build fails until there is`, value: file, fix: 'add it, or say where it is: dockerfile, context',
  }));
}

/** From the root; undefined where only the run can know, or where the build is sent elsewhere. */
function dockerfileOf({ _props: { context = '.', dockerfile } }: ContainerImage): string | undefined {
  const file = dockerfile ?? path.posix.join(context, 'Dockerfile');
  return hasExpression(file) || hasExpression(context) || /^\w+:|^git@/.test(context) ? undefined : file;
}
