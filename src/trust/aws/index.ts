/** AWS: who it trusts, and what they may do. */
export * from './names';
export * from './policy';
export * from './account-bootstrap';
export * from './commands';
export * from './eks-bootstrap';
export * from './template';
