import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { clockOf } from '../../src/domain/calendar.ts';
import { endWarmThreads } from '../../src/engines/thread/host.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import type { Bar, Timeline } from '../../src/solve/timeline.ts';
import { ROOT } from '../review/sources.ts';

/** The picture of the README: `docs/clinic.yaml`, solved by counted work, drawn as it comes out. */
const [INPUT, PICTURE] = ['docs/clinic.yaml', 'docs/roster.svg'];
const TICKS = 20_000;

const [LABEL, DAY, LANE, TOP] = [120, 128, 46, 44];
const DAY_MINUTES = 24 * 60;

/** Kinds of work by the hour at which they begin, with a pattern beside the colour. */
const COLOURS = { early: '#56b4e9', late: '#e69f00' } as const;

export async function rosterPicture(): Promise<string> {
  const { staffing } = DOMAIN_MODELS;
  const value: unknown = parse(readFileSync(join(ROOT, INPUT), 'utf8'));
  const { answer } = await solveDomain(staffing, value, { ticks: TICKS });
  return drawn(staffing.timeline(staffing.parse(value), answer!.solution));
}

function drawn({ bars, days, lanes }: Timeline): string {
  const width = LABEL + days.length * DAY + 8;
  const height = TOP + lanes.length * LANE + 40;
  const at = new Map(lanes.map(({ id }, row) => [id, TOP + row * LANE]));
  const parts = [
    ...days.map((day, i) => `<text x="${LABEL + i * DAY + 4}" y="28" font-weight="600">${weekday(day)}</text>`),
    ...lanes.map(({ id, label }) => `<text x="8" y="${at.get(id)! + 28}">${label}</text>`),
    ...lanes.map(({ id }) => `<path d="M0 ${at.get(id)!}H${width}" stroke="#dde1e6"/>`),
    ...bars.map((bar) => barOf(bar, at.get(bar.lane)!)),
    legend(height - 22),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="14" role="img">
<title>A week at the clinic: four nurses, two shifts a day</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`;
}

function barOf({ from, to }: Bar, top: number): string {
  const day = Math.floor(from / DAY_MINUTES);
  const kind = from % DAY_MINUTES < DAY_MINUTES / 2 ? 'early' : 'late';
  const x = LABEL + day * DAY + (kind === 'early' ? 2 : 22);
  const text = `${clockOf(from % DAY_MINUTES)}-${clockOf(to % DAY_MINUTES)}`;
  return `<rect x="${x}" y="${top + 8}" width="100" height="${LANE - 16}" rx="4" fill="${COLOURS[kind]}"/><text x="${x + 8}" y="${top + 28}">${text}</text>`;
}

function legend(y: number): string {
  const entries = Object.entries(COLOURS).map(
    ([kind, colour], i) =>
      `<rect x="${LABEL + i * 140}" y="${y - 12}" width="18" height="16" rx="3" fill="${colour}"/><text x="${LABEL + i * 140 + 26}" y="${y + 1}">${kind} shift</text>`,
  );
  return entries.join('\n');
}

function weekday(date: string): string {
  return new Date(`${date}T00:00Z`).toLocaleDateString('en', { weekday: 'short', day: 'numeric', timeZone: 'UTC' });
}

if (import.meta.main) {
  const wanted = await rosterPicture();
  await endWarmThreads();
  const path = join(ROOT, PICTURE);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, wanted);
    console.log(`wrote ${PICTURE}`);
  } else if (readFileSync(path, 'utf8') !== wanted) {
    console.error(`${PICTURE} is not the schedule of ${INPUT}. Maybe run "npm run generate".`);
    process.exitCode = 1;
  }
}
