/** Azure: who it trusts, and what they may do. */
export * from './names';
export * from './roles';
export * from './template';
export * from './commands';
export * from './account';
export * from './aks';
