/** Helpers to test pipelines with, in any test runner. */
export * from './match';
export * from './serializer';
export * from './template';
