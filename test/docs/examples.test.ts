import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Example {
  /** File and line. */
  readonly place: string;
  readonly file: string;
  readonly code: string;
}

/** The ```ts blocks of a file, without those that the reader writes to a file; in TypeScript, those of its docstrings. */
function examplesIn(file: string): Example[] {
  const text = readFileSync(file, 'utf8');
  const inSource = file.endsWith('.ts');
  const block = inSource
    ? /^ *\* ```ts\n([\s\S]*?)^ *\* ```$/gm
    : /(?<!^<!-- file: \S+ -->\n)^```ts\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(block)].map((match) => ({
    place: `${relative(ROOT, file)}:${text.slice(0, match.index).split('\n').length}`,
    file,
    code: inSource ? match[1]!.replace(/^ *\* ?/gm, '') : match[1]!,
  }));
}

/** The comment lines right after each statement that logs: what it should have printed. */
function expectedOf(code: string): string[] {
  const expected: string[] = [];
  let logging = false;
  let logged = false;
  for (const line of code.split('\n')) {
    const comment = /^\s*\/\/ ?(.*)$/.exec(line);
    if (comment && logged) expected.push(comment[1]!);
    if (comment) continue;
    logging ||= line.includes('console.log(');
    logged = logging && line.trimEnd().endsWith(';');
    if (line.trimEnd().endsWith(';')) logging = false;
  }
  return expected;
}

/** Without empty lines: a text that ends with a line feed and one that does not look the same in a comment. */
function linesOf(output: string): string[] {
  return output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd());
}

/**
 * Everything that the modules export, for examples that speak of the language without importing it.
 * One after the other: the test runner's loader, asked twice for a module that is not compiled yet, makes it twice,
 * and the classes of the one know nothing of the objects of the other.
 */
async function exportsOf(files: readonly string[]): Promise<Record<string, unknown>> {
  const named: Record<string, unknown> = {};
  for (const file of files) Object.assign(named, (await import(file)) as object);
  delete named.default;
  return named;
}

/** Runs a docstring's example with the language, the rewrites and its own file in scope; gives what it printed. */
async function runDocstring({ file, code }: Example): Promise<string> {
  const output: string[] = [];
  const console = { log: (...args: unknown[]) => output.push(format(...args)) };
  const library = globSync(join(ROOT, 'src/{language,rewrite}/**/*.ts'));
  // Those of the library have some names of the language for what programs write.
  const near = file.includes('/src/library/') ? globSync(join(ROOT, 'src/library/*.ts')) : [];
  const scope = { ...(await exportsOf([...library, ...near, file])), console };
  const body = `return (async () => {\n${stripTypeScriptTypes(code)}\n})();`;
  await new Function(...Object.keys(scope), body)(...Object.values(scope));
  return output.join('\n');
}

/** Runs examples one after the other in one process, each as a module of its own; gives what each printed. */
const RUNNER = `
import { format } from 'node:util';
const printed = [];
for (const file of process.argv.slice(2)) {
  const lines = [];
  console.log = (...args) => lines.push(format(...args));
  await import(file);
  printed.push(lines.join('\\n'));
}
process.stdout.write(JSON.stringify(printed));
`;

/** Runs the examples of pages as programs; the package's name and relative paths stand for the project's sources. */
function runPages(examples: readonly Example[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const runner = join(folder, 'runner.mjs');
    writeFileSync(runner, RUNNER);
    const files = examples.map(({ code }, i) => {
      const file = join(folder, `${i}.mts`);
      const named = code.replace(/(from ['"])dovetail(['"])/g, '$1./src/index.ts$2');
      writeFileSync(file, named.replace(/(from ['"])(\.{1,2}\/)/g, `$1${ROOT}$2`));
      return file;
    });
    const flags = ['--disable-warning=ExperimentalWarning', runner];
    return JSON.parse(execFileSync(process.execPath, [...flags, ...files], { encoding: 'utf8' })) as string[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const sources = globSync(join(ROOT, '{src,models}/**/*.ts'));
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']
    .map((name) => join(ROOT, name))
    .filter((file) => existsSync(file)),
  ...globSync(join(ROOT, '{docs,models}/**/*.md')),
];

describe('examples in the documentation run and print what they say', () => {
  it.each(sources.flatMap(examplesIn).map((example) => [example.place, example] as const))('%s', async (_, example) => {
    const printed = await runDocstring(example);
    const expected = expectedOf(example.code);
    expect(linesOf(printed)).toEqual(expected.filter((line) => line !== ''));
  });

  const onPages = pages.flatMap(examplesIn);
  it.runIf(onPages.length)(
    'those of the pages, each as a module',
    () => {
      const printed = runPages(onPages).map((output, i) => ({ place: onPages[i]!.place, lines: linesOf(output) }));
      const expected = onPages.map(({ place, code }) => ({ place, lines: expectedOf(code) }));
      // An example that says nothing of what it prints only has to run.
      expect(printed.filter((_, i) => expected[i]!.lines.length)).toEqual(expected.filter(({ lines }) => lines.length));
    },
    120_000,
  );
});

describe('the reader of examples', () => {
  it('takes the comments after a logging statement, not others', () => {
    const code = [
      '// a remark',
      'console.log(',
      '  1,',
      ');',
      '// 1',
      '//   2',
      'const x = 3; // three',
      '// another remark',
    ];
    expect(expectedOf(code.join('\n'))).toEqual(['1', '  2']);
  });

  it('finds examples in the sources', () => {
    expect(sources.flatMap(examplesIn).length).toBeGreaterThan(3);
  });
});
