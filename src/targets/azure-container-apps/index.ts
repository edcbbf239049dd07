export * from './props';
export { AzureContainerAppsTarget } from './provider';
