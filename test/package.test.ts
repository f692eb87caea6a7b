import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, normalize, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../scripts/review/sources.ts';
import { start } from './support/serve.ts';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
let folder: string;
/** What is in the tarball. */
let files: ReadonlySet<string>;
/** An empty project that has installed it with everything, and one without the optional packages. */
let whole: string;
let lean: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dovetail-package-'));
  // npm 11 answers with a list, npm 12 with an object by name.
  const packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--loglevel', 'error', '--pack-destination', folder], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const [{ filename, files: list }] = Object.values(packed) as [{ filename: string; files: { path: string }[] }];
  files = new Set(list.map(({ path }) => path));
  const tarball = join(folder, filename);
  const { dependencies, optionalDependencies } = manifest;
  lean = install('lean', tarball, Object.keys(dependencies));
  whole = install('whole', tarball, Object.keys({ ...dependencies, ...optionalDependencies }));
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A project with the tarball and only these packages, which are taken from here and not from a registry. */
function install(name: string, tarball: string, packages: readonly string[]): string {
  const project = join(folder, name);
  const target = join(project, 'node_modules/dovetail');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', target, '--strip-components', '1']);
  for (const one of packages) {
    const link = join(project, 'node_modules', one);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', one), link);
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }');
  copyFileSync(join(ROOT, 'docs/clinic.yaml'), join(project, 'clinic.yaml'));
  return project;
}

async function node(project: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project });
  return stdout;
}

const dovetail = (project: string, ...args: readonly string[]) =>
  node(project, [join('node_modules/dovetail', manifest.bin.dovetail!), ...args]);

/** Solves an assignment of different numbers, which is not a model of rows alone, so that CP-SAT comes first; prints who proved it. */
const DIFFERENT = `
import { ConstraintModel, endWarmThreads, solve, sum } from 'dovetail';
const model = new ConstraintModel();
const numbers = Array.from({ length: 6 }, () => model.integer(0, 6));
model.allDifferent(numbers);
model.maximize(sum(...numbers.map((number, i) => number.times(i + 1))));
const engine = (process.argv[2] ?? 'auto') as 'auto' | 'cp-sat';
const { outcome, engine: by } = await solve(model, { engine });
console.log(outcome.proof, outcome.solution?.objective, by);
await endWarmThreads();
`;

/** A table that only Ida may serve, solved at a service; prints what became of it. */
const BUTTON = `
import type { StaffingInput } from 'dovetail';
import { createClient } from 'dovetail/client';
const input: StaffingInput = {
  horizon: { from: '2026-05-11', to: '2026-05-11' },
  types: { dinner: {} },
  roles: ['waiter'],
  employees: [{ id: 'ida', role: 'waiter' }],
  events: [{ id: 'table', type: 'dinner', start: '2026-05-11', due: '2026-05-12' }],
};
const client = createClient({ url: process.argv[2]! });
const { run, solution } = await client.solve({ model: 'staffing', input });
const [first] = solution!.solution.assignments;
console.log(run.status, first!.event, first!.employee);
`;

describe('the tarball', () => {
  test('has what the manifest declares, and no benches, tests or sources', () => {
    const declared = [manifest.bin, ...Object.values(manifest.exports)].flatMap((paths) => Object.values(paths));
    expect(declared.filter((path) => !files.has(normalize(path)))).toEqual([]);
    const others = [...files].filter((path) => /^dist\/(bench|test|scripts)\/|(?<!\.d)\.ts$/.test(path));
    expect(others).toEqual([]);
  });

  test('has every file that its pages link to', () => {
    const pages = [...files].filter((path) => path.endsWith('.md'));
    expect(pages).toContain('README.md');
    const dead = pages.flatMap((page) => {
      const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
      const links = [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map(([, link]) => link!);
      return links
        .filter((link) => !/^[a-z]+:/.test(link))
        .map((link) => normalize(join(dirname(page), link)).replace(/\/$/, ''))
        .filter((link) => !files.has(link) && ![...files].some((file) => file.startsWith(`${link}/`)))
        .map((link) => `${page}: ${link}`);
    });
    expect(dead).toEqual([]);
  });
});

describe('installed in an empty project', () => {
  test('the commands run, and there is none for benches', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await dovetail(whole, '--version')).toBe(`${version}\n`);
    const run = JSON.parse(await dovetail(whole, 'solve', 'staffing', 'clinic.yaml', '--json'));
    writeFileSync(join(whole, 'run.json'), JSON.stringify(run));
    expect(await dovetail(whole, 'check', 'staffing', 'clinic.yaml', 'run.json')).toMatch(/^Every hard rule holds/);
    expect(await dovetail(whole, '--help')).not.toMatch(/^ *bench/m);
  });

  test('the example of the README prints what it says', async () => {
    const readme = readFileSync(join(whole, 'node_modules/dovetail/README.md'), 'utf8');
    const [, example] = /^```ts\n(import [\s\S]*?)^```$/m.exec(readme)!;
    writeFileSync(join(whole, 'example.ts'), example!);
    const [, said] = /^\/\/ (.*)$/m.exec(example!)!;
    expect(await node(whole, ['example.ts'])).toBe(`${said}\n`);
  });

  test('without the optional packages HiGHS proves, and CP-SAT says how it is added', async () => {
    for (const project of [whole, lean]) writeFileSync(join(project, 'different.ts'), DIFFERENT);
    // Six different numbers of 0 to 6, the largest with the largest factor: 1·1 + 2·2 + ... + 6·6 = 91.
    expect(await node(lean, ['different.ts'])).toBe('optimal 91 highs\n');
    expect(await node(whole, ['different.ts', 'cp-sat'])).toBe('optimal 91 cp-sat\n');
    await expect(node(lean, ['different.ts', 'cp-sat'])).rejects.toMatchObject({
      stderr: expect.stringMatching(/CP-SAT is not installed: .* or-tools-wasm\.\nMaybe .*npm install or-tools-wasm/),
    });
  });

  test('a program with the client solves at the service', async () => {
    // The private PostgreSQL runs as another user when this is root.
    chmodSync(folder, 0o755);
    const main = join(whole, 'node_modules/dovetail', manifest.bin.dovetail!);
    const service = await start(['--data', join(folder, 'data')], {}, { main });
    try {
      writeFileSync(join(whole, 'button.ts'), BUTTON);
      expect(await node(whole, ['button.ts', service.url])).toBe('succeeded table ida\n');
    } finally {
      service.process.kill('SIGTERM');
      expect(await service.ended).toBe(0);
    }
  });

  test('the compiler finds the types of the library, of the domain models and of the client', () => {
    const program = `${DIFFERENT}${BUTTON}
import { type SessionsInput, solveDomain, staffing } from 'dovetail';
export const days: Promise<readonly string[] | undefined> = solveDomain(staffing, input).then(({ answer }) =>
  answer?.solution.assignments.map(({ day }) => day),
);
// @ts-expect-error: another model has another input, as only the types know.
void solveDomain(staffing, {} as Required<SessionsInput>);
// @ts-expect-error: a model has no such method, as only the types know.
model.noSuchMethod();
`;
    writeFileSync(join(whole, 'types.ts'), program);
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'esnext',
      '--skipLibCheck',
      '--types',
      'node',
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
    ];
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    expect(execFileSync(process.execPath, [tsc, ...options, 'types.ts'], { cwd: whole, encoding: 'utf8' })).toBe('');
  });
});

test('CP-SAT solves with what the image keeps of its package', async () => {
  const containerfile = readFileSync(join(ROOT, 'scripts/operation/Containerfile'), 'utf8');
  const [, command] = /(find node_modules\/or-tools-wasm\S* .*) -delete/.exec(containerfile)!;
  const goes = new Set(execFileSync('sh', ['-c', command!], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n'));
  const vendor = join(whole, 'node_modules/or-tools-wasm');
  rmSync(vendor);
  cpSync(join(ROOT, 'node_modules/or-tools-wasm'), vendor, {
    recursive: true,
    filter: (source) => !goes.has(relative(ROOT, source)),
  });
  expect(globSync('**/*.wasm', { cwd: vendor }).map((path) => basename(path))).toEqual(['cp_sat_runtime_node.wasm']);
  writeFileSync(join(whole, 'different.ts'), DIFFERENT);
  expect(await node(whole, ['different.ts', 'cp-sat'])).toBe('optimal 91 cp-sat\n');
});

test('a Node that is too old is told so in one sentence', async () => {
  const project = join(folder, 'old');
  mkdirSync(join(project, 'bin'), { recursive: true });
  copyFileSync(join(ROOT, manifest.bin.dovetail!), join(project, manifest.bin.dovetail!));
  // To a version of Dovetail that needs a later Node this one is old.
  writeFileSync(join(project, 'package.json'), '{ "engines": { "node": ">=999" } }');
  expect(existsSync(join(project, 'src'))).toBe(false);
  await expect(node(project, [manifest.bin.dovetail!, 'demo'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      new RegExp(`^Dovetail needs Node 999 or newer, and this is Node ${process.versions.node}\\.\nMaybe .*\n$`),
    ),
  });
});
