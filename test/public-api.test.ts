import { expect, test } from 'vitest';
import * as pipewright from '../src';

/** jsii knows classes, enums and interfaces (which are no values): anything else would be there for some languages only. */
test('what programs import are classes and enums, and the module for tests', () => {
  const isClass = (value: unknown) => typeof value === 'function' && /^class\b/.test(value.toString());
  const isEnum = (value: unknown) => typeof value === 'object' && Object.entries(value!).every(([key, member]) => key === key.toUpperCase() && typeof member === 'string');
  const others = Object.entries(pipewright).filter(([, value]) => value !== undefined && !isClass(value) && !isEnum(value)).map(([name]) => name);
  expect(others).toEqual(['testing']);
});
