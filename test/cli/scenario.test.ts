import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ONE_OF_TWO } from '../scenarios/support/files.ts';
import { parseXml } from '../scenarios/support/xml.ts';
import { dovetail } from '../support/cli.ts';

let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dovetail-scenario-cli-'));
  await mkdir(path('good/more'), { recursive: true });
  await mkdir(path('mixed'));
  await mkdir(path('bad'));
  await writeFile(path('good/a.yaml'), `${ONE_OF_TWO}expect: { placed: [important] }\n`);
  await writeFile(path('good/more/b.yml'), `${ONE_OF_TWO}expect: { legal: true }\n`);
  await writeFile(path('good/notes.txt'), 'no scenario\n');
  await writeFile(path('mixed/a.yaml'), `${ONE_OF_TWO}expect: { placed: [important] }\n`);
  await writeFile(path('mixed/b.yaml'), `${ONE_OF_TWO}expect: { placed: 2 }\n`);
  await writeFile(path('bad/a.yaml'), `${ONE_OF_TWO}expect: { placed: 1, placd: 2 }\n`);
  await writeFile(path('bad/b.yaml'), `${ONE_OF_TWO}expect: { placed: 1 }\n`);
});
afterAll(() => rm(folder, { recursive: true }));

describe('dovetail scenario run', () => {
  test('runs a folder with everything below it and exits with 0 when all is as expected', async () => {
    const { code, stdout, stderr } = await dovetail(['scenario', 'run', path('good')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `ok    ${path('good/a.yaml')}  One of two\nok    ${path('good/more/b.yml')}  One of two\n\n2 scenarios, all as expected\n`,
    );
  });

  test('exits with 1 for a failed expectation, with a diff, and prints the same bytes twice', async () => {
    const [one, two] = [
      await dovetail(['scenario', 'run', path('mixed')]),
      await dovetail(['scenario', 'run', path('mixed')]),
    ];
    expect(one).toMatchObject({ code: 1, stderr: '' });
    expect(one.stdout).toContain(
      '      placed\n        expected  2\n        got       1 (important)\n        why       other is crowded-out',
    );
    expect(two.stdout).toBe(one.stdout);
  });

  test('exits with 2 for a bad file, with its line and column, and runs nothing', async () => {
    const { code, stdout, stderr } = await dovetail(['scenario', 'run', path('bad')]);
    expect([code, stdout]).toEqual([2, '']);
    // ONE_OF_TWO has 13 lines.
    expect(stderr).toContain(`${path('bad/a.yaml')}:14:22: there is no key placd here`);
    expect((await dovetail(['scenario', 'run', path('nowhere')])).code).toBe(2);
    expect((await dovetail(['scenario', 'run'])).code).toBe(2);
    expect((await dovetail(['scenario', 'run', path('good'), '--jobs', '0'])).code).toBe(2);
  });

  test('takes globs, each file once, and writes JUnit and JSON', async () => {
    const args = ['scenario', 'run', path('*/*.yaml').replace('*/', 'mixed/'), path('mixed/a.yaml')];
    const { code, stdout } = await dovetail([...args, '--json', '--junit', path('out.xml'), '--jobs', '1']);
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: 1,
      scenarios: [
        { file: path('mixed/a.yaml'), isAsExpected: true, failures: [] },
        { file: path('mixed/b.yaml'), isAsExpected: false, failures: [{ expectation: 'placed', expected: '2' }] },
      ],
    });
    const suites = parseXml(await readFile(path('out.xml'), 'utf8'));
    expect(suites.attributes).toMatchObject({ tests: '2', failures: '1' });
  });

  test('says times only when asked for', async () => {
    const { stdout } = await dovetail(['scenario', 'run', path('good'), '--times']);
    expect(stdout).toMatch(/^ok {4}.*a\.yaml {2}One of two {2}\(\d+ ms\)$/m);
  });
});
