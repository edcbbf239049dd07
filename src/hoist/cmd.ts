/**
 * cmd puts %NAME% into the line before it reads it, so that `&` in a value ends the command: nothing can be quoted.
 * Only a value that GitHub itself makes of letters, digits and the like can stand there.
 */
import { Rewriter, Source } from './refusal';
import { Segment } from '../workflow/expression-scan';

const HARMLESS = new Set([
  'github.event_name', 'github.job', 'github.ref_type', 'github.repository_id', 'github.repository_owner_id', 'github.retention_days', 'github.run_attempt',
  'github.run_id', 'github.run_number', 'github.sha', 'github.workflow_sha', 'job.status', 'runner.arch', 'runner.os', 'strategy.job-index', 'strategy.job-total',
]);

export function rewriteCmd(source: Source): string {
  return new CmdRewriter(source).run();
}

class CmdRewriter extends Rewriter {
  public run(): string {
    while (!this.done) {
      const segment = this.segment();
      if (segment) this.expression(segment);
      else if (this.atLineStart() && /^[ \t@]*(rem\b|::)/i.test(this.script.slice(this.at))) this.remark('\n');
      else this.copy();
    }
    return this.out;
  }

  private expression(segment: Segment): void {
    if (!isHarmless(segment)) this.refuse('cmd reads the value of a variable as a part of the command: use another shell');
    this.put(`%${this.name(segment)}%`, segment);
  }

  private atLineStart(): boolean {
    return this.at === 0 || this.script[this.at - 1] === '\n';
  }
}

function isHarmless({ references: [reference], tree }: Segment): boolean {
  return reference !== undefined && reference.node === tree && HARMLESS.has([reference.context, ...reference.path].join('.').toLowerCase());
}
