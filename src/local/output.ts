/** Reads what a step prints: commands to the runner, and lines for people. */
import { LegState } from './leg-state';
import { parseCommand, WorkflowCommand } from './workflow-commands';

const LEVELS = ['error', 'warning', 'notice'];

export class StepOutput {
  /** Outputs by the old command. */
  public readonly outputs: Record<string, string> = {};
  /** A command that GitHub refuses fails the step. */
  public failed = false;
  private resume?: string;

  constructor(private readonly leg: LegState) {}

  public line(text: string): void {
    const command = parseCommand(text, this.resume === undefined ? [] : [this.resume]);
    if (!command) return this.print(text);
    if (this.resume !== undefined) {
      if (command.name === this.resume) this.resume = undefined;
      else this.print(text);
      return undefined;
    }
    return this.obey(command, text);
  }

  private obey(command: WorkflowCommand, text: string): void {
    const { reporter, masker } = this.leg.around;
    const { name, data, properties } = command;
    if (LEVELS.includes(name)) return this.leg.annotate({ level: name, message: data, properties });
    if (name === 'group') return reporter.group(masker.mask(data));
    if (name === 'endgroup') return reporter.endGroup();
    if (name === 'add-mask') return this.mask(data);
    if (name === 'stop-commands') return void (this.resume = data);
    if (name === 'set-output') return this.deprecatedOutput(properties.name, data);
    if (name === 'set-env' || name === 'add-path') return this.refuse(name);
    // debug lines are shown by no default run; matchers, echo and saved state mean nothing here
    return name === 'debug' || name.endsWith('-matcher') || name === 'echo' || name === 'save-state' ? undefined : this.print(text);
  }

  private print(text: string): void {
    this.leg.around.reporter.line(this.leg.around.masker.mask(text));
  }

  private mask(value: string): void {
    if (value.trim() === '') this.leg.annotate({ level: 'warning', message: 'Can\'t add secret mask for empty string', properties: {} });
    else this.leg.around.masker.add(value);
  }

  private deprecatedOutput(name: string | undefined, value: string): void {
    if (name === undefined) return;
    this.outputs[name] = value;
    this.leg.annotate({ level: 'warning', message: 'The `set-output` command is deprecated; write to $GITHUB_OUTPUT', properties: {} });
  }

  private refuse(name: string): void {
    this.failed = true;
    this.leg.error(`The \`${name}\` command is disabled; write to ${name === 'set-env' ? '$GITHUB_ENV' : '$GITHUB_PATH'}`);
  }
}
