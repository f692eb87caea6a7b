import { expect, it } from 'vitest';
import { waitOf } from '../../src/http/wait.ts';

it.each([
  ['wait=10', 10_000],
  ['wait=60', 60_000],
  ['wait=61', 60_000],
  ['wait=999999999', 60_000],
  [`wait=${'9'.repeat(200)}`, 60_000],
  ['respond-async, wait="5"', 5000],
  ['WAIT = 1; x=y', 1000],
  ['wait=0', 0],
  ['wait=-1', undefined],
  ['wait=1.5', undefined],
  ['await=1', undefined],
  [undefined, undefined],
])('"Prefer: %s" waits for %s ms, a minute at most', (prefer, ms) => {
  expect(waitOf(prefer)).toBe(ms);
});
