/** Scanners of images and sources. */
export { CodeqlProps } from './codeql';
export { CustomScannerProps } from './custom';
export { DependencyReviewProps } from './dependency-review';
export { DockerScoutProps } from './docker-scout';
export { GrypeProps } from './grype';
export { Scanner } from './scanner';
export { FailOn } from './severity';
export { TrivyProps } from './trivy';
