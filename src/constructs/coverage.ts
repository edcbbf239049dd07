export interface CodecovProps {
  /**
   * Flags that the upload is filed under.
   * @default - none
   */
  readonly flags?: string[];
  /**
   * A failed upload fails the job.
   * @default false
   */
  readonly required?: boolean;
}

/** What is done with the tests' coverage. */
export class Coverage {
  /** Measured, reported in the job's summary, and uploaded to Codecov without a token, by OIDC. */
  public static codecov(props: CodecovProps = {}): Coverage {
    return new Coverage(props);
  }

  /** Measured and reported in the job's summary. */
  public static summary(): Coverage {
    return new Coverage();
  }

  private constructor(
    /** @internal */
    public readonly _codecov?: CodecovProps,
  ) {}
}
