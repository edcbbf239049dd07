// All that programs import, but the projen classes: loading projen takes longer than a synthesis.
// What users call checks what it is given.
import './checks/install';
export * from './action';
export * from './app';
export * from './artifact';
export * from './job-base';
export * from './call-job';
export * from './job';
export * from './workflow/new-syntax';
export * from './notification';
export * from './pipeline';
export * from './platform';
export * from './rollout';
export * from './runner';
export * from './secret-ref';
export * from './step';
export * from './trigger';
export * from './workload';
export * from './constructs';
export * from './toolchains';
export * from './registries';
export * from './scanners';
export * from './expressions';
export * from './plan';
export * from './cost';
export * from './targets';
export * as testing from './testing';
