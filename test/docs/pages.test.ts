import { execFile } from 'node:child_process';
import {
  copyFileSync,
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
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../scripts/review/sources.ts';

const pages = globSync(['*.md', '{docs,models,src,bench}/**/*.md'], { cwd: ROOT, exclude: ['**/node_modules/**'] });

/** Files that a page has the reader write, commands that it has them run, and what it says that these print. */
const BLOCK = /(?:<!-- file: (\S+) -->\n)?```(yaml|ts|sh|text)\n([\s\S]*?)^```$/gm;

interface Block {
  readonly file: string | undefined;
  readonly language: string;
  readonly content: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(BLOCK)].map(([, file, language, content]) => ({
    file,
    language: language!,
    content: content!,
  }));
}

/** What a project has that installed Dovetail and Vitest. */
function install(folder: string): void {
  const own = join(folder, 'node_modules/dovetail');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'package.json'), '{ "name": "dovetail", "type": "module", "exports": "./index.js" }');
  writeFileSync(
    join(own, 'index.js'),
    `export * from ${JSON.stringify(pathToFileURL(join(ROOT, 'src/index.ts')).href)};`,
  );
  symlinkSync(join(ROOT, 'node_modules/vitest'), join(folder, 'node_modules/vitest'));
}

/** Of the project's own packages, never of a registry. */
const NPX = `npx() { [ "$1" = vitest ]; shift; "${process.execPath}" "${join(ROOT, 'node_modules/vitest/vitest.mjs')}" "$@"; }`;

/** Runs commands of a page as its reader would, in a folder with the page's examples. */
async function run(commands: string, folder: string): Promise<string> {
  const define = `dovetail() { "${process.execPath}" --disable-warning=ExperimentalWarning "${join(ROOT, 'src/main.ts')}" "$@"; }`;
  const { stdout } = await promisify(execFile)(
    'bash',
    ['-euc', `${define}\nnode() { "${process.execPath}" "$@"; }\n${NPX}\n${commands}`],
    { cwd: folder },
  );
  return stdout;
}

describe('the commands of the guides run and print what the guides say', () => {
  it.each(['your-own-data', 'workshop', 'music-studio', 'scenario-tests', 'repeatable-runs'])(
    '%s',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'dovetail-page-'));
      try {
        for (const file of ['clinic.yaml', 'cafe.yaml']) copyFileSync(join(ROOT, 'docs', file), join(folder, file));
        install(folder);
        let printed = '';
        for (const { content, file, language } of blocksOf(`docs/${name}.md`)) {
          if (file !== undefined) writeFileSync(join(folder, file), content);
          if (language === 'sh') printed = await run(content, folder);
          const lines = language === 'text' ? content.trimEnd().split('\n') : [];
          for (const line of lines) expect(printed.replace(/ +/g, ' ')).toContain(line.trim().replace(/ +/g, ' '));
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
    120_000,
  );
});

describe('links of the pages', () => {
  it.each(pages)('%s leads to files and headings that exist', (page) => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    const wrong = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return !URL.canParse(link);
      const [path, heading] = link.split('#');
      const target = path === '' ? join(ROOT, page) : join(ROOT, dirname(page), path!);
      if (!existsSync(target)) return true;
      return heading !== undefined && heading !== '' && !headingsOf(target).includes(heading);
    });
    expect(wrong).toEqual([]);
  });

  it('a heading is found by what it is called in a link', () => {
    expect(headingsOf(join(ROOT, 'docs/your-own-data.md'))).toContain('4-somebody-falls-ill');
  });
});

/** The names of a page's headings in links. */
function headingsOf(file: string): string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
