export * from './props';
export { CloudRunTarget } from './provider';
