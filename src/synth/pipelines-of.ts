/** The pipelines of an app, in the order of definition. */
import type { App } from '../app';
import { Pipeline } from '../pipeline';

export function pipelinesOf(app: App): Pipeline[] {
  return app.node.findAll().filter((construct): construct is Pipeline => construct instanceof Pipeline);
}
