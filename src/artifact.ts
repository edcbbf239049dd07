import { checkNew, refusal } from './checks/guard';
import { Reference, ReferenceContext, Resolved } from './references';
import { Step } from './step';

export interface ArtifactProps {
  /** Files to keep; globs. */
  readonly path: string[];
  /**
   * Days that it is kept, 1 to 90.
   * @default - the repository's setting
   */
  readonly retentionDays?: number;
  /**
   * What happens where no file matches: `error`, `warn` or `ignore`.
   * @default error
   */
  readonly ifNoFilesFound?: string;
}

export interface ArtifactDownloadProps {
  /**
   * Folder to put the files into.
   * @default - the workspace
   */
  readonly path?: string;
}

/**
 * Files that one job hands to others. It is referred to as an object, so its name is written once,
 * and whoever downloads it waits for the job that uploads it.
 */
export class Artifact {
  private uploadStep?: Step;

  constructor(
    /** Unique within a run. In a matrix put the axes into it. */
    public readonly name: string,
    private readonly props: ArtifactProps,
  ) {
    checkNew('Artifact', undefined, name, props);
    if (name === '' || /["<>|*?\\/\r\n]|:(?!\/)/.test(name.replace(/\$\{\{.*?\}\}/gs, ''))) {
      throw refusal('new Artifact', [{ at: 'name', message: 'is no name of an artifact', value: name, allowed: ['no " : < > | * ? \\ / and no line break'], fix: 'choose another' }]);
    }
    if (props.path.length === 0) throw refusal('new Artifact', [{ at: 'path', message: 'needs a path', value: [], fix: 'list the files to keep' }]);
  }

  /** The step that uploads it; the same at every call, since an artifact has one producer. */
  public upload(): Step {
    this.uploadStep ??= Step.uses('actions/upload-artifact', {
      name: `Upload ${this.name}`,
      with: {
        'name': this.name,
        'path': this.props.path.join('\n'),
        'if-no-files-found': this.props.ifNoFilesFound ?? 'error',
        ...(this.props.retentionDays === undefined ? {} : { 'retention-days': this.props.retentionDays }),
      },
    });
    return this.uploadStep;
  }

  /** A step that downloads it. */
  public download(props: ArtifactDownloadProps = {}): Step {
    return Step.uses('actions/download-artifact', {
      name: `Download ${this.name}`,
      with: { name: new ArtifactReference(this.upload(), this.name).toString(), ...(props.path === undefined ? {} : { path: props.path }) },
    });
  }
}

/** The artifact's name; resolving it makes the uploading job a need. */
class ArtifactReference extends Reference {
  constructor(private readonly producer: Step, private readonly name: string) {
    super();
  }

  public describe(): string {
    return `artifact ${this.name}`;
  }

  public resolve(context: ReferenceContext): Resolved {
    context.needStep(this.producer, `artifact ${this.name}`);
    return { literal: this.name };
  }
}
