import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blockOf, servicePages, transcript, withoutChance } from '../../scripts/generate/serviceTranscript.ts';
import { ROOT } from '../../scripts/review/sources.ts';
import { type Listening, listen } from '../../src/http/server.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';

let service: LiveService;
let server: Listening;

beforeAll(async () => {
  service = await liveService();
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.answer((request) => service.app.fetch(request));
});
afterAll(async () => {
  service?.stop();
  await server?.close(1000);
  await service?.close();
});

/** Runs a program beside this process, which has to go on answering. */
function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { encoding: 'utf8' }, (error, out, err) => (error ? reject(new Error(err)) : resolve(out)));
  });
}

const hasShell = spawnSync('bash', ['-c', 'curl --version']).status === 0;

it.skipIf(!hasShell)(
  `the pages show what the service answers, but for ids, times and chance${hasShell ? '' : ' (skipped: no bash or no curl)'}`,
  async () => {
    const pages = servicePages();
    expect(pages.map(({ page }) => page)).toContain('src/http/README.md');
    const actual = withoutChance(await transcript(server.url));
    for (const { page, text } of pages) expect(withoutChance(blockOf(text)), page).toBe(actual);
  },
);

it('the example of a button runs as it is', async () => {
  const page = readFileSync(join(ROOT, 'src/http/README.md'), 'utf8');
  const [, code] = /```js\n([\s\S]*?)```/.exec(page)!;
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-example-'));
  try {
    const file = join(folder, 'button.mjs');
    writeFileSync(
      file,
      code!.replace('dovetail/client', join(ROOT, 'src/client/client.ts')).replace('http://127.0.0.1:8080', server.url),
    );
    const lines = (await output(process.execPath, [file])).trim().split('\n');
    expect(lines[0]).toMatch(/^penalty \d+ after [\d.]+ ms$/);
    // At best 68 of the demo's 80 events have a place.
    expect(lines.at(-1)).toMatch(/^6\d of 80 placed true$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('a transcript that is out of date shows', () => {
  expect(withoutChance('"ms":12,"placed":68')).toBe(withoutChance('"ms":99,"placed":68'));
  expect(withoutChance('"placed":68')).not.toBe(withoutChance('"placed":67'));
});
