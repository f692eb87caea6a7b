import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROOT } from '../../scripts/review/sources.ts';
import { type Listening, listen } from '../../src/http/server.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';

let service: LiveService;
let server: Listening;
const folder = mkdtempSync(join(tmpdir(), 'dovetail-plans-'));

beforeAll(async () => {
  service = await liveService();
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.answer((request) => service.app.fetch(request));
});
afterAll(async () => {
  service?.stop();
  await server?.close(1000);
  await service?.close();
  rmSync(folder, { recursive: true });
});

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g;

/** What a reader of the page types, and what they see then, on either channel. */
function shell(command: string): Promise<string> {
  const define = `dovetail() { "${process.execPath}" --disable-warning=ExperimentalWarning "${join(ROOT, 'src/main.ts')}" "$@"; }`;
  const env = { ...process.env, DOVETAIL_URL: server.url, NO_COLOR: '1', COLUMNS: '120' };
  return new Promise((resolve) => {
    execFile('bash', ['-c', `${define}\n${command} 2>&1`], { cwd: folder, env }, (_, out) => resolve(out));
  });
}

/** Without what differs from run to run: ids, who has which of two equal jobs, solutions on the way and their times. */
const withoutChance = (text: string): string[] =>
  text
    .replaceAll(ID, '<id>')
    .replaceAll(/Ann Lee|Bob Ray/g, '<name>')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^ +[\d.]+ m?s +incumbent/.test(line));

/** A request as a page writes it: a line, headers, and a body after an empty line. */
const REQUEST = /```http\n([A-Z]+) (\S+)\n((?:[\w-]+: .*\n)*)\n([\s\S]*?)```/g;

/** The statuses with which the requests of a page are answered, of the plan that its commands have made. */
async function statusesOf(page: string, { run, version }: { run: string; version: number }): Promise<string[]> {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8');
  const answers: string[] = [];
  for (const [, method, path, head, body] of text.matchAll(REQUEST)) {
    const headers = Object.fromEntries(
      head!
        .trim()
        .split('\n')
        .map((line) => line.split(': ') as [string, string]),
    );
    const tag = 'If-Match' in headers ? { 'If-Match': `"${version}"` } : {};
    const asked = new Request(server.url + path!.replace(ID, run), {
      method: method!,
      headers: { ...headers, ...tag },
      body: body!,
    });
    const response = await fetch(asked);
    answers.push(`${method} ${path!.replace(ID, '<id>').replace(/\?.*/, '')} ${response.status}`);
  }
  return answers;
}

it('the requests of the page are answered as they should be, one after the other', { timeout: 120_000 }, async () => {
  const page = readFileSync(join(ROOT, 'docs/plans.md'), 'utf8');
  const [, file, content] = /<!-- file: (\S+) -->\n```json\n([\s\S]*?)```/.exec(page)!;
  writeFileSync(join(folder, file!), content!);
  const blocks = [...page.matchAll(/^ *```bash\n([\s\S]*?)^ *```$/gm)].map(([, block]) =>
    block!.replace(/^ {3}/gm, ''),
  );
  expect(blocks).toHaveLength(6);
  // Whatever curl or the shell refuses ends the script.
  const script = ['set -euo pipefail', `at=${server.url}`, ...blocks.map((block) => `${block}\necho`), 'echo "$run"'];
  const out = await shell(script.join('\n'));
  const [run] = out.trim().split('\n').slice(-1);
  expect(run, out).toMatch(new RegExp(`^${ID.source}$`));
  const read = async (path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Record<string, unknown>;
  const { items } = (await read(`/v1/runs/${run}/draft`)) as { items: { item: string; state: string }[] };
  // Tea was put with Dan, accepted and taken back; then it is open again.
  const states = Object.fromEntries(items.map(({ item, state }) => [item, state]));
  expect(states).toEqual({ wine: 'accepted', cake: 'rejected', tea: 'edited' });
  const { input, version } = (await read('/v1/plans/summer')) as { input: { posted: unknown[] }; version: number };
  expect(version).toBe(5);
  expect(input.posted).toMatchObject([{ event: 'wine' }]);
});

it('the commands of the page print what it says', { timeout: 120_000 }, async () => {
  const page = readFileSync(join(ROOT, 'docs/plans.md'), 'utf8');
  const [, file, content] = /<!-- file: (\S+) -->\n```json\n([\s\S]*?)```/.exec(page)!;
  writeFileSync(join(folder, file!), content!);
  const [, block] = /```console\n([\s\S]*?)```/.exec(page)!;
  const parts = block!.split(/^\$ /m).slice(1);
  expect(parts.length).toBeGreaterThan(4);
  let run: string | undefined;
  for (const part of parts) {
    // A command goes on where its line ends with a backslash.
    const [, command, said] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(part)!;
    const printed = await shell(run === undefined ? command! : command!.replaceAll(ID, run));
    run ??= ID.exec(printed)?.[0];
    ID.lastIndex = 0;
    expect(withoutChance(printed), command).toEqual(withoutChance(said!));
  }
  // The commands leave the plan at version 3.
  expect(await statusesOf('questions.md', { run: run!, version: 3 })).toEqual(['POST /v1/runs/<id>/questions 202']);
  expect(await statusesOf('webhooks.md', { run: run!, version: 3 })).toEqual([
    'PUT /v1/webhooks/roster 201',
    'PUT /v1/plans/winter/sink 201',
  ]);
  expect(await statusesOf('plans.md', { run: run!, version: 3 })).toEqual(['POST /v1/plans/winter:import 200']);
});
