/**
 * A contender in a process of its own, which lives for all rounds. Not one process for all: they would share the heap,
 * and `yaml` as each other's types had it compiled. Not a new one a round: start-up is measured for itself.
 * Its time is that of the CPU, which others on the machine cannot take away.
 */
import { ChildProcess, fork } from 'node:child_process';
import * as path from 'node:path';
import { BENCH } from './machine';

export interface Answer {
  readonly ms: number;
  /** Of the heap, while the result is held; after a collection where one was asked for. */
  readonly heap: number;
  readonly texts?: readonly string[];
  readonly error?: string;
}

export class ContenderProcess {
  private readonly child: ChildProcess;

  /** @param input what the contender makes: a shape, or the plain objects */
  constructor(private readonly name: string, private readonly input: unknown) {
    this.child = fork(path.join(BENCH, 'contenders', 'worker.mjs'), [name], { execArgv: ['--expose-gc'], serialization: 'advanced' });
  }

  /** One run. `show` also hands over what was made; `input` is for this run only; `collect` is for who reads the heap. */
  public run(options: { readonly show?: boolean; readonly input?: unknown; readonly collect?: boolean } = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const failed = (why: string) => reject(new Error(`${this.name}: ${why}`));
      const exited = (code: number | null) => failed(`ended with ${code}`);
      this.child.once('exit', exited);
      this.child.once('message', (answer: Answer) => {
        this.child.off('exit', exited);
        if (answer.error === undefined) resolve(answer);
        else failed(answer.error);
      });
      this.child.send({ input: options.input ?? this.input, show: options.show ?? false, collect: options.collect ?? false });
    });
  }

  public stop(): void {
    this.child.disconnect();
  }
}
