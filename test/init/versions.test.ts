import { expect, test } from 'vitest';
import { firstWithin, NODE, PYTHON } from '../../src/init/versions';

test.each([
  ['*', 22], ['>=20', 22], ['>=20.9.0', 22], ['>22', 24], ['>22.1', 22], ['^20', 20], ['~18.4.1', 18], ['20.x', 20], ['v20', 20], ['18 - 20', 20], ['^18 || ^20', 20],
  ['>=18 <22', 20], ['<=20', 20], ['>=18,<20', 18], ['16', undefined], ['>=26', undefined],
])('Node.js %s is %s', (range, expected) => expect(firstWithin(range, NODE)).toBe(expected));

test.each([
  ['>=3.8', 12], ['>=3.13', 13], ['^3.11', 12], ['^3.13', 13], ['~3.11', 11], ['==3.11.*', 11], ['~=3.10', 12], ['~=3.10.2', 10], ['3.9', 9], ['>=3.9,<3.12', 11], ['>=3.9, !=3.12.*', 13],
  ['>=3.9,!=3.12.1', 12], ['>=3.10,<4', 12], ['>=3', 12], ['3', 12], ['>3.12', 13], ['<3', undefined],
])('Python %s is 3.%s', (range, expected) => expect(firstWithin(range, PYTHON)).toBe(expected));
