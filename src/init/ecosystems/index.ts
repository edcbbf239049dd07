/** In order: a package.json is often only there for tools, and what is PHP or Ruby may have assets. */
import { java } from './java';
import { node } from './node';
import { dotnet, go, php, ruby, rust } from './others';
import { python } from './python';
import { Ecosystem } from '../ecosystem';

export { managerOf, nodeOf } from './node';
export const ECOSYSTEMS: readonly Ecosystem[] = [python, go, rust, java, dotnet, ruby, php, node];
