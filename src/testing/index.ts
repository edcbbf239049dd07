/** Helpers to test pipelines with, in any test runner. */
export { Match, Matcher } from './match';
export { PinFreeSerializer } from './serializer';
export { TargetTemplate, Template, ToYamlOptions } from './template';
