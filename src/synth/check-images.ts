/** Two images of one name: whoever pulls a tag gets the one that was pushed last. */
import { App } from '../app';
import { ContainerImage } from '../constructs/container-image';
import { Problem } from '../problem';

export function checkImages(app: App): Problem[] {
  // those of previews have a rule of their own
  const images = app.node.findAll().filter((c): c is ContainerImage => c instanceof ContainerImage && c._purpose === undefined);
  return images.flatMap((image, i) => images.slice(0, i).flatMap((other) => shared(image, other)));
}

/** The same thing may be built by several pipelines, and a repository may hold several things under tags of their own. */
function shared(image: ContainerImage, other: ContainerImage): Problem[] {
  if (contents(image) === contents(other) || JSON.stringify(image._props.tags) !== JSON.stringify(other._props.tags)) return [];
  const names = new Set(other._infos().map((info) => info.repository));
  const [name] = image._infos().map((info) => info.repository).filter((repository) => names.has(repository));
  return name === undefined ? [] : [{
    ruleId: 'image-shared', severity: 'warning', where: image.node.path, source: image._stack.locate(), value: name,
    message: `pushes to the repository of ${other.node.path}, which is built of something else: each takes the other's tags`,
    fix: 'give each a repository of its own: Registry.ghcr({ repository: \'owner/name\' }), or tags of its own',
  }];
}

function contents({ _props: { context = '.', dockerfile, target } }: ContainerImage): string {
  return JSON.stringify([context, dockerfile, target]);
}
