import * as fs from 'fs';
import * as path from 'path';
import { javascript, Project, ProjectOptions, typescript } from 'projen';
import { declareDevDependency } from './dependencies';
import { isForeign, keepForeign, keepPackageJson, presentPackageManager } from './existing-files';
import { PipelineComponent } from './pipeline-component';
import { detect } from '../init/detect';
import { samplePipeline, sampleTest } from '../init/sample';

/** Options of `PipelineProject`. */
export interface PipelineProjectOptions extends ProjectOptions {
  /**
   * The file that defines the pipelines, from the project's folder. A first one is made where there is none.
   * @default pipeline.ts
   */
  readonly pipeline?: string;
  /**
   * The package manager that installs what the pipelines need.
   * @default - the one whose lock file is there, else npm
   */
  readonly packageManager?: javascript.NodePackageManager;
  /**
   * Further development dependencies, `name@version`.
   * @default - none
   */
  readonly devDeps?: string[];
  /**
   * Oldest Node.js that synthesizes the pipelines.
   * @default - 20.19.0
   */
  readonly minNodeVersion?: string;
  /**
   * Make a first `pipeline.ts` and its test where there are none.
   * @default true
   */
  readonly sampleCode?: boolean;
  /**
   * Show type errors of the pipelines.
   * @default true
   */
  readonly typeCheck?: boolean;
}

/**
 * A repository that projen manages no further than its pipelines: whatever language it is written in,
 * Node.js only synthesizes. Files that are there already stay as they are.
 *
 * @pjid pipeline
 */
export class PipelineProject extends Project {
  /** package.json and the installation of what it names. */
  public readonly package: javascript.NodePackage;
  /** The pipelines. */
  public readonly pipelines: PipelineComponent;

  private readonly pipelineFile: string;
  private readonly sampleCode: boolean;

  constructor(options: PipelineProjectOptions) {
    super(options);
    this.pipelineFile = options.pipeline ?? 'pipeline.ts';
    this.sampleCode = options.sampleCode ?? true;
    this.package = new javascript.NodePackage(this, {
      packageManager: options.packageManager ?? presentPackageManager(this.outdir),
      minNodeVersion: options.minNodeVersion ?? '20.19.0',
      entrypoint: '',
      licensed: false,
      autoDetectBin: false,
      devDeps: options.devDeps,
    });
    this.package.addField('private', true);
    this.package.addField('publishConfig', undefined);
    this.package.setScript('projen', this.projenCommand);
    this.testTask.exec('vitest run --passWithNoTests');
    if (!this.parent && !this.ejected) this.addProjenrc();
    this.pipelines = new PipelineComponent(this, { pipeline: this.pipelineFile, typeCheck: options.typeCheck });
    for (const [name, version] of [['tsx', '^4'], ['typescript', '~6.0.0'], ['vitest', '^4'], ['@types/node', '^20']]) {
      declareDevDependency(this, name, version);
    }
    keepPackageJson(this, this.package);
    if (isForeign(this.outdir, '.gitignore') && !fs.readFileSync(path.join(this.outdir, '.gitignore'), 'utf8').includes('node_modules')) {
      this.logger.warn('.gitignore does not name node_modules/: add it');
    }
    keepForeign(this, '.gitignore');
    keepForeign(this, '.gitattributes');
  }

  /** Before the pipelines are loaded. */
  public preSynthesize(): void {
    super.preSynthesize();
    if (this.sampleCode) this.makeSample();
  }

  public annotateGenerated(glob: string): void {
    this.gitattributes.addAttributes(glob, 'linguist-generated');
  }

  private addProjenrc(): void {
    new typescript.ProjenrcTs(this, {
      // editors look for this name; where it is the repository's own, ours stands beside it
      tsconfigFileName: isForeign(this.outdir, 'tsconfig.json') ? 'tsconfig.projen.json' : 'tsconfig.json',
    });
    // projen's own runner would fetch tsx anew each time; here it is installed
    this.defaultTask?.reset('node --import tsx .projenrc.ts');
  }

  private makeSample(): void {
    const file = path.join(this.outdir, this.pipelineFile);
    if (fs.existsSync(file)) return;
    const detected = detect(this.outdir);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, samplePipeline(detected));
    const test = file.replace(/(\.\w+)$/, '.test$1');
    if (!fs.existsSync(test)) fs.writeFileSync(test, sampleTest(detected, path.basename(this.pipelineFile)));
    this.logger.info(`${this.pipelineFile} was made: a first pipeline with its test`);
  }
}
