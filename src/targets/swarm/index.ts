export * from './props';
export { SwarmTarget } from './provider';
