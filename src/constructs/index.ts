/** The constructs that the library is about: each renders one or more jobs. */
export * from './composite-action';
export * from './container-image';
export * from './coverage';
export * from './deploy-target';
export * from './diff-comment';
export * from './lint-job';
export * from './operations-pipeline';
export * from './preview-pipeline';
export * from './security-scan';
export * from './test-matrix';
