/** Google Cloud: who it trusts, and what they may do. */
export * from './names';
export * from './identity';
export * from './account';
export * from './gke';
