import { expect, test } from 'vitest';
import { dovetail } from '../support/cli.ts';

/** Refused before a database is asked: there is none at this address. */
process.env.DATABASE_URL = 'postgres://127.0.0.1:1/none';

test.each([
  [['--tenant', ''], /^input\/usage: The option --tenant is empty/],
  [['--tenant', '  '], /^input\/usage: The option --tenant is empty/],
  [['--expires', 'PT0S'], /^input\/usage: --expires is PT0S: the key would be dead at once/],
])('keys create %j makes no key', async (args, what) => {
  const { code, stdout, stderr } = await dovetail(['keys', 'create', ...args]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(what);
});

test('serve names the flag that does not fit', async () => {
  const { code, stderr } = await dovetail(['serve', '--port', 'abc']);
  expect(code).toBe(2);
  // Where nobody looks at it, what the service says is a line of its log.
  expect(JSON.parse(stderr)).toMatchObject({
    code: 'input/usage',
    msg: expect.stringMatching(/^The configuration has a fault:\n--port is "abc"; it has to be a whole number\.\n/),
  });
});
