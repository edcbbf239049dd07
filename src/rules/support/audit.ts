/** How bad a finding of zizmor's is: in what we write ourselves an error, in what a person wrote advice. */
import { WorkflowDocument } from '../../workflow/document';

export function strict(document: WorkflowDocument): 'error' | 'warning' {
  return document.generated ? 'error' : 'warning';
}

/** Where an audit of zizmor is described. */
export function zizmor(audit: string): string {
  return `https://docs.zizmor.sh/audits/#${audit}`;
}

/** The events that give strangers' data to a run with secrets and a token that writes. */
export const PRIVILEGED_EVENTS: readonly string[] = ['pull_request_target', 'workflow_run', 'issue_comment'];
