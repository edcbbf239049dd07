/** Tells a person what happens, as it happens. */
import { Annotation, LegResult, Outcome, Reporter, StepResult } from './results';

type Style = 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim';
export type Paint = (style: Style, text: string) => string;

const STYLES: Readonly<Record<Outcome, Style>> = { success: 'green', failure: 'red', cancelled: 'yellow', skipped: 'dim' };

export class TextReporter implements Reporter {
  private depth = 0;
  private current?: string;
  private clock?: NodeJS.Timeout;

  /** @param progress shows for a moment what goes on; undefined takes it away */
  constructor(
    private readonly out: (line: string) => void,
    private readonly paint: Paint,
    private readonly progress: (what: string | undefined) => void = () => undefined,
  ) {}

  public job(title: string): void {
    this.out(`\n${this.paint('bold', `== ${title}`)}`);
  }

  public step(name: string): void {
    this.depth = 0;
    this.current = name;
    this.out(this.paint('cyan', `-- ${name}`));
    this.tick(name);
  }

  public note(text: string): void {
    this.out(this.paint('dim', `   note: ${text}`));
  }

  public line(text: string): void {
    this.out(`   ${'  '.repeat(this.depth)}${text}`);
  }

  public group(title: string): void {
    this.depth = 0;
    this.line(this.paint('bold', title));
    this.depth = 1;
  }

  public endGroup(): void {
    this.depth = 0;
  }

  public annotation({ level, message, properties: { title, file, line } }: Annotation): void {
    const place = file === undefined ? '' : ` ${file}${line === undefined ? '' : `:${line}`}`;
    const style = level === 'error' ? 'red' : level === 'warning' ? 'yellow' : 'cyan';
    this.line(`${this.paint(style, `${level}${place}:`)} ${title === undefined ? '' : `${title}: `}${message}`);
  }

  /** A step may be silent for minutes. */
  private tick(name: string): void {
    const start = Date.now();
    clearInterval(this.clock);
    this.clock = setInterval(() => this.progress(`   ${name}: ${Math.round((Date.now() - start) / 1000)} s`), 1000).unref();
  }

  private untick(): void {
    clearInterval(this.clock);
    this.progress(undefined);
  }

  public stepEnd({ name, kind, outcome, conclusion, reason, seconds }: StepResult): void {
    this.untick();
    if (kind === 'not run' || outcome === 'skipped') return this.notRun(name, reason);
    const tolerated = outcome === 'failure' && conclusion === 'success' ? ', and the job goes on (continue-on-error)' : '';
    // why a script failed was said as an error already
    const why = kind === 'emulated' ? ` emulated: ${reason}` : reason !== undefined && outcome === 'cancelled' ? ` ${reason}` : '';
    this.current = undefined;
    return this.out(`   ${this.paint(STYLES[outcome], outcome)} ${this.paint('dim', `${seconds} s`)}${why}${tolerated}`);
  }

  /** On a line of its own where the step was not begun. */
  private notRun(name: string, reason: string | undefined): void {
    this.out(this.paint('dim', this.current === name ? `   not run: ${reason}` : `-- ${name}: not run: ${reason}`));
    this.current = undefined;
  }

  public jobEnd(title: string, { conclusion, reason, summary, seconds }: LegResult): void {
    this.untick();
    if (summary !== '') this.out([this.paint('dim', '-- summary'), ...summary.trimEnd().split('\n').map((line) => `   ${line}`)].join('\n'));
    const style = conclusion === 'not run' ? 'dim' : STYLES[conclusion];
    this.out(`${this.paint('bold', `== ${title}:`)} ${this.paint(style, conclusion)} ${this.paint('dim', `${seconds} s`)}${reason === undefined ? '' : ` ${reason}`}`);
  }
}
