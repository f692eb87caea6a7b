import { expect, test } from 'vitest';
import { ERROR_CODES } from '../src/errors.ts';

test('the table of errors is what was read from end to end; a change of it is a change of the interface', async () => {
  const lines = Object.entries(ERROR_CODES).map(
    ([code, { exit, meaning, status }]) => `${code.padEnd(26)} ${status}  ${exit}  ${meaning}`,
  );
  await expect(`code                       HTTP exit meaning\n${lines.join('\n')}\n`).toMatchFileSnapshot(
    'errors.golden.txt',
  );
});

test('every meaning is one sentence', () => {
  const odd = Object.values(ERROR_CODES).filter(({ meaning }) => !/^[A-Z][^\n]*\.$/.test(meaning));
  expect(odd).toEqual([]);
});
