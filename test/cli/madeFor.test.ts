import { expect, test } from 'vitest';
import { changeOf, changeOptions, changeText } from '../../src/cli/change.ts';
import { madeFor, otherInput } from '../../src/cli/madeFor.ts';

test('a change is typed as it was, whatever is in it', () => {
  const changes = [
    { add: 'employees/ann/skills', value: "it's" },
    { set: 'rules/S4/weight', value: 80 },
    { remove: 'events/a~1b' },
    { add: 'employees/ann/timeOff', value: { from: '2026-03-04', to: '2026-03-05' } },
  ];
  expect(changes.flatMap((one) => changeOf(changeText(one)))).toEqual(changes);
  expect(changeOptions(changes.slice(0, 1))).toBe(`--change 'employees/ann/skills += "it'\\''s"'`);
});

test('a schedule of another input is told with the options that make it of the file', () => {
  const change = [{ set: 'rules/S4/weight', value: 80 }];
  const made = madeFor({ a: 1, b: { c: 2, d: 3 } }, { change, reopen: ['absent'] });
  expect(otherInput({ b: { d: 3, c: 2 }, a: 1 }, made)).toBeUndefined();
  expect(otherInput({ a: 2 }, made)).toContain(
    "Maybe give the same options again: --change 'rules/S4/weight = 80' --reopen absent.",
  );
  expect(otherInput({ a: 2 }, madeFor({ a: 1 }, {}))).toContain('Maybe solve again');
  expect(otherInput({ a: 2 }, undefined)).toBeUndefined();
});
