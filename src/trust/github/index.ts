/** GitHub's own side of the trust. */
export * from './environments';
