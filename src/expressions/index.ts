// GitHub's expression language: building, parsing and evaluating it, with GitHub's own parser and evaluator.
export * from './expression';
