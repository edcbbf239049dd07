import * as path from 'path';
import { Component, javascript, Project } from 'projen';
import { CDK, declareDevDependency } from './dependencies';
import { needsCdk } from './needs-cdk';
import { NOTHING_WRITTEN, renderProblems } from '../cli/report';
import { hasErrors, Program, synthesizeProgramSync } from '../load/program';
import { PipewrightError, Problem } from '../problem';
import { pipelinesOf } from '../synth/pipelines-of';
import { writeFiles } from '../write/write-files';

/** Options of `PipelineComponent`. */
export interface PipelineComponentOptions {
  /** The file that defines the pipelines, from the project's folder: `pipeline.ts`. */
  readonly pipeline: string;
  /**
   * Show type errors of the file, by the project's own TypeScript.
   * @default true
   */
  readonly typeCheck?: boolean;
  /**
   * Overwrite generated files that were edited by hand, and files that people wrote.
   * @default false
   */
  readonly force?: boolean;
}

/**
 * Adds the pipelines of one file to a projen project: `npx projen` writes the workflows and the infrastructure.
 * An error in the file ends projen before anything is written.
 */
export class PipelineComponent extends Component {
  private readonly file: string;
  private readonly options: PipelineComponentOptions;
  private program?: Program;

  constructor(project: Project, options: PipelineComponentOptions) {
    super(project);
    this.file = options?.pipeline ?? 'pipeline.ts';
    this.options = options ?? { pipeline: this.file };
    declareDevDependency(project, 'pipewright');
    declareDevDependency(project, 'constructs');
    declareDevDependency(project, 'projen');
    for (const ignored of [this.file, this.file.replace(/(\.\w+)$/, '.test$1'), 'deploy/']) project.addPackageIgnore(`/${ignored}`);
  }

  public preSynthesize(): void {
    super.preSynthesize();
    const program = this.load();
    if (needsCdk(program)) declareDevDependency(this.project, CDK, '^2.276.0');
    this.annotate(program);
    if (this.waitsForInstall(program)) return;
    this.failOn([...program.problems, ...this.shared(program)]);
    this.program = program;
  }

  public synthesize(): void {
    super.synthesize();
    if (this.program) this.write(this.program);
  }

  /** Where a package had to be installed first, which projen has done by now. */
  public postSynthesize(): void {
    super.postSynthesize();
    if (this.program) return;
    const program = this.load();
    this.failOn([...program.problems, ...this.shared(program)]);
    this.program = program;
    this.write(program);
  }

  private load(): Program {
    return synthesizeProgramSync(this.file, { cwd: this.project.outdir, typeCheck: this.options.typeCheck });
  }

  /** By what the apps say, so that it is the same where the files wait for an installation. */
  private annotate({ apps, directories, root }: Program): void {
    const workflows = apps.flatMap(pipelinesOf).map((pipeline) => pipeline.workflowFile);
    const folders = directories.map((directory) => `${directory ? `${directory}/` : ''}deploy/**`);
    // of a subproject whose app names its folder, they are in the root project's
    const owner = path.resolve(this.project.root.outdir) === root ? this.project.root : this.project;
    for (const glob of ['.github/PIPELINES.md', ...workflows, ...folders]) owner.annotateGenerated(`/${glob}`);
  }

  /** Two writers of one file would undo each other, run by run. */
  private shared({ root, files }: Program): Problem[] {
    return files.filter((file) => this.project.root.tryFindFile(path.join(root, file.path))).map((file) => ({
      ruleId: 'projen-file', severity: 'error', where: file.path, message: 'is written by the projen project itself',
      fix: /^\.github\/workflows\//.test(file.path)
        ? 'give the pipeline another id, or switch projen\'s own workflow off: buildWorkflow, release, depsUpgrade or github: false'
        : 'let one of them write it, the project or pipewright',
    }));
  }

  /** The only thing wrong is a package that this very run declares, and projen will install it. */
  private waitsForInstall(program: Program): boolean {
    const errors = program.problems.filter((p) => p.severity === 'error');
    const installs = javascript.NodePackage.of(this.project) !== undefined && !/^(1|true)$/i.test(process.env.PROJEN_DISABLE_POST ?? '');
    return installs && errors.length > 0 && errors.every((p) => p.message.includes(CDK) || p.fix?.includes(CDK));
  }

  private write(program: Program): void {
    try {
      const report = writeFiles(program.root, program.files, { from: program.from, force: this.options.force, directories: program.directories });
      this.say(program.problems);
      const root = path.relative(process.cwd(), program.root);
      for (const file of report.written) this.project.logger.info(`wrote ${path.join(root, file)}`);
      for (const file of report.removed) this.project.logger.info(`removed ${path.join(root, file)}`);
    } catch (error) {
      if (error instanceof PipewrightError) this.fail([...error.problems, ...program.problems]);
      throw error;
    }
  }

  private say(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    const color = Boolean(process.stderr.isTTY) && !process.env.NO_COLOR;
    process.stderr.write(`${renderProblems(problems, { cwd: process.cwd(), color }, NOTHING_WRITTEN)}\n`);
  }

  private failOn(problems: readonly Problem[]): void {
    if (hasErrors(problems)) this.fail(problems);
  }

  /** A stack trace would lead into projen; the problems lead to the user's own lines. */
  private fail(problems: readonly Problem[]): never {
    this.say(problems);
    process.exit(1);
  }
}
