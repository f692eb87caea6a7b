import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LIMIT_MEANINGS, LIMITS } from '../../src/limits.ts';
import { ROOT } from '../review/sources.ts';

const PAGE = join(ROOT, 'docs/operating.md');
const [BEGIN, END] = ['<!-- limits -->', '<!-- /limits -->'];

/** The page with the table of limits as they are, and as it is. */
export function limitsPage(): { readonly actual: string; readonly wanted: string } {
  const actual = readFileSync(PAGE, 'utf8');
  const [before, rest] = actual.split(BEGIN) as [string, string];
  const after = rest.split(END)[1]!;
  return { actual, wanted: `${before}${BEGIN}\n${table()}\n${END}${after}` };
}

function table(): string {
  const rows = Object.entries(LIMITS).map(([name, limit]) => [
    limit.toLocaleString('en'),
    LIMIT_MEANINGS[name as keyof typeof LIMITS],
  ]);
  const all = [['at most', 'of what'], ...rows];
  const width = [0, 1].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = ([limit, meaning]: readonly string[]): string =>
    `| ${limit!.padEnd(width[0]!)} | ${meaning!.padEnd(width[1]!)} |`;
  const rule = `| ${'-'.repeat(width[0]!)} | ${'-'.repeat(width[1]!)} |`;
  return ['', line(all[0]!), rule, ...all.slice(1).map(line), ''].join('\n');
}

if (import.meta.main) {
  const { actual, wanted } = limitsPage();
  if (actual === wanted) console.log('docs/operating.md says what the limits are.');
  else if (process.argv.includes('--check')) {
    console.error('docs/operating.md differs from src/limits.ts; run "npm run generate".');
    process.exitCode = 1;
  } else {
    writeFileSync(PAGE, wanted);
    console.log('docs/operating.md is written anew.');
  }
}
