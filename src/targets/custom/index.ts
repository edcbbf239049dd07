export * from './props';
export { CustomTarget } from './provider';
