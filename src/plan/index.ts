// What an event would run, and why. Pure: reads the typed model of a workflow, fetches nothing, runs nothing.
export * from './app-plan';
export * from './event';
export * from './event-props';
export { Plan } from './plan';
export * from './plan-options';
export * from './planned-job';
export * from './planned-step';
export * from './runs';
