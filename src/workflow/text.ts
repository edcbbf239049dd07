/** The YAML text of a document, where it is known: its size has a limit that the model cannot tell. Knows nobody. */
import { WorkflowDocument } from './document';

const texts = new WeakMap<WorkflowDocument, string>();

export function attachText(document: WorkflowDocument, text: string): void {
  texts.set(document, text);
}

export function textOf(document: WorkflowDocument): string | undefined {
  return texts.get(document);
}
