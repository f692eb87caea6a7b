import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../review/sources.ts';

/**
 * Writes what commands really print into the documentation, behind each `<!-- transcript: npm run ... -->`; with
 * `--check`, says where a page differs from it. Times differ from run to run and do not count.
 */
const TRANSCRIPT = /(<!-- transcript: (npm run -s [^\n]*?) -->\n)(?:```text\n[\s\S]*?\n```\n)?/g;

/** The pages that have transcripts, with what each should say. */
export function transcripts(): { page: string; actual: string; wanted: string }[] {
  const pages = globSync(['*.md', 'docs/*.md', 'models/*/README.md'], { cwd: ROOT }).sort();
  return pages.flatMap((page) => {
    const actual = readFileSync(join(ROOT, page), 'utf8');
    const wanted = actual.replace(TRANSCRIPT, (_, marker: string, command: string) => {
      return `${marker}\`\`\`text\n$ ${command}\n${outputOf(command)}\n\`\`\`\n`;
    });
    return actual.includes('<!-- transcript:') ? [{ page, actual, wanted }] : [];
  });
}

function outputOf(command: string): string {
  const [program, ...args] = command.split(' ');
  return execFileSync(program!, args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
}

/** The text without what differs from run to run: times, and the spaces that align them. */
export function withoutTimes(text: string): string {
  return text
    .replace(/\d+(?:\.\d+)? m?s\b/g, '0 ms')
    .replace(/ {2,}/g, '  ')
    .replace(/-{3,}/g, '---');
}

if (import.meta.main) {
  const isCheck = process.argv.includes('--check');
  for (const { page, actual, wanted } of transcripts()) {
    if (withoutTimes(actual) === withoutTimes(wanted)) continue;
    if (isCheck) {
      console.error(`${page} does not show what its commands print. Maybe run "npm run generate".`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(ROOT, page), wanted);
      console.log(`wrote ${page}`);
    }
  }
}
