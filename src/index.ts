// exports only
export * from './core';
export * from './projen';
