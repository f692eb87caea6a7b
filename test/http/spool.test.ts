import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BodyBudget } from '../../src/http/bodyBudget.ts';
import { spooled } from '../../src/http/spool.ts';

const LIMIT = 1000;
const limits = () => ({ limitBytes: LIMIT, variable: 'A_LIMIT', hold: new BodyBudget(LIMIT).hold('acme') });
const streamOf = (...chunks: readonly string[]) => ReadableStream.from(chunks.map((chunk) => Buffer.from(chunk)));

it('a body is in a file while something is done with it, and nowhere afterwards', async () => {
  let path = '';
  await spooled(streamOf('id,role\n', 'ann,', 'lead\n'), limits(), async ({ file, sha256 }) => {
    path = file;
    const text = 'id,role\nann,lead\n';
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(sha256).toBe(createHash('sha256').update(text).digest('hex'));
  });
  expect(existsSync(dirname(path))).toBe(false);
  const failing = spooled(streamOf('x'), limits(), async ({ file }) => {
    path = file;
    throw new Error('planned');
  });
  await expect(failing).rejects.toThrow('planned');
  expect(existsSync(dirname(path))).toBe(false);
});

it('a body that is too large is refused with the name of its limit, before anything is done', async () => {
  const large = spooled(streamOf('x'.repeat(600), 'y'.repeat(600)), limits(), async () => expect.unreachable());
  await expect(large).rejects.toMatchObject({ code: 'request/too-large', message: expect.stringContaining('A_LIMIT') });
});

it('what a killed process has left is taken away after an hour', async () => {
  const left = mkdtempSync(join(tmpdir(), 'dovetail-import-'));
  const fresh = mkdtempSync(join(tmpdir(), 'dovetail-import-'));
  const before = (Date.now() - 3_700_000) / 1000;
  utimesSync(left, before, before);
  await spooled(streamOf('x'), limits(), async () => undefined);
  expect([existsSync(left), existsSync(fresh)]).toEqual([false, true]);
  rmSync(fresh, { recursive: true });
});
