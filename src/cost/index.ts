// Time and cost of a plan, estimated from given durations. Pure.
export * from './estimate-props';
