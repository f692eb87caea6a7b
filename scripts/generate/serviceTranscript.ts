import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { host, withDataDirectory } from '../../bench/service/host.ts';
import { ROOT } from '../review/sources.ts';

/**
 * Writes what the service really answers into the pages that show how to ask it, behind the marker; what differs from
 * run to run does not count.
 */
export const MARKER = '<!-- transcript of the service -->\n';
const BLOCK = new RegExp(`${MARKER}(?:\`\`\`text\\n[\\s\\S]*?\\n\`\`\`\\n)?`);
/** Where the pages say that the service is. */
const SHOWN = 'localhost:8080';

/** What a reader types, in this order; each line keeps what the ones before have set. */
const COMMANDS = [
  `curl -s ${SHOWN}/v1/models/staffing/demo > demo.json`,
  `(printf '{"model": "staffing", "options": {"termination": {"ticks": 5000, "timeLimit": "10m"}}, "input": '; cat demo.json; printf '}') > body.json`,
  `RUN=$(curl -si ${SHOWN}/v1/runs -H 'content-type: application/json' -H 'idempotency-key: monday' -d @body.json | tr -d '\\r' | sed -n 's/^location: //p'); echo $RUN`,
  `curl -sN ${SHOWN}$RUN/events > events.txt   # until the run has ended`,
  `grep -m1 -A1 '^event: incumbent' events.txt`,
  `grep -A1 '^event: end' events.txt`,
  `curl -s ${SHOWN}$RUN | grep -oE '"(status|outcome|revision|objective|bound|firstFeasibleMs)":[^,]+'`,
  `curl -s ${SHOWN}$RUN/unplaced | grep -oE '"counts":[^}]+}'`,
  `curl -s ${SHOWN}$RUN/unplaced | grep -oE '"kind":"[^"]+","text":"[^"]+"' | head -3`,
  `curl -s ${SHOWN}$RUN/verification | grep -oE '"isLegal":[a-z]+'`,
  `curl -s -X POST ${SHOWN}$RUN:stop -o /dev/null -w '%{http_code}\\n'`,
];

/** The pages that show the transcript, with what each says. */
export function servicePages(): { page: string; text: string }[] {
  const pages = globSync(['*.md', 'src/http/README.md'], { cwd: ROOT }).sort();
  return pages
    .map((page) => ({ page, text: readFileSync(join(ROOT, page), 'utf8') }))
    .filter(({ text }) => text.includes(MARKER));
}

/** The block of a page, without its fences. */
export function blockOf(text: string): string {
  return (
    BLOCK.exec(text)?.[0]
      .slice(MARKER.length)
      .replace(/^```text\n|\n```\n$/g, '') ?? ''
  );
}

/** The commands with what they print, asked of a service somewhere. */
export async function transcript(url: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dovetail-transcript-'));
  try {
    const script = COMMANDS.flatMap((command) => [`echo ${quoted(`$ ${command}`)}`, command]).join('\n');
    const there = script.replaceAll(/(curl [^\n]*?)localhost:8080/g, `$1${new URL(url).host}`);
    const { stdout } = await promisify(execFile)('bash', ['-c', there], { cwd: folder });
    return stdout.trimEnd();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The text without what differs from run to run: ids, times, and the solutions on the way to the best one. */
export function withoutChance(text: string): string {
  return (
    text
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
      .replaceAll(/"(?:ms|firstFeasibleMs)":\d+(?:\.\d+)?/g, '"ms":0')
      .replaceAll(/127\.0\.0\.1:\d+/g, SHOWN)
      .replaceAll(/"revision":\d+/g, '"revision":0')
      .replaceAll(/"revision":0,"objective":\d+/g, '"revision":0,"objective":0')
      // Schedules of the same penalty may differ in what they move.
      .replaceAll(/"(moved|kept)":\d+/g, '"$1":0')
      .replaceAll(/"text":"[^"]*"/g, '"text":""')
  );
}

if (import.meta.main) {
  await withDataDirectory(async (data) => {
    const service = await host({ data, workers: 1 });
    const wanted = (await transcript(service.url)).replaceAll(new URL(service.url).host, SHOWN);
    await service.stop();
    for (const { page, text } of servicePages()) {
      if (withoutChance(blockOf(text)) === withoutChance(wanted)) continue;
      if (process.argv.includes('--check')) {
        console.error(`${page} does not show what the service answers. Maybe run "npm run generate".`);
        process.exitCode = 1;
      } else {
        writeFileSync(
          join(ROOT, page),
          text.replace(BLOCK, () => `${MARKER}\`\`\`text\n${wanted}\n\`\`\`\n`),
        );
        console.log(`wrote ${page}`);
      }
    }
  });
}
