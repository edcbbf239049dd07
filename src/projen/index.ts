export * from './pipeline-component';
export * from './pipeline-project';
