import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dates, seasonOf } from '../../models/staffing/generate/season.ts';
import { dateOf } from '../../src/domain/calendar.ts';
import { CHAPTERS, PINS } from './demo/events.ts';
import { postedFor } from './demo/posted.ts';
import { AFFINITY, PREFERENCES, ROTATION_EXCEPTIONS, ROTATIONS, TEAM } from './demo/team.ts';
import { type Section, written } from './demo/write.ts';

const FILE = new URL('../../models/staffing/demo.yaml', import.meta.url);
const DAYS = 21;
const POSTED = 200;

/** The demo as a text: `node scripts/generate/demo.ts` writes it, `--check` compares it with the file. */
export function demoText(): string {
  const season = seasonOf(DAYS);
  const events = CHAPTERS.flatMap((chapter) => chapter.events);
  const team = TEAM.map(({ story: _, ...employee }) => employee);
  const posted = postedFor(team, season, POSTED - events.filter((event) => event.posted).length);
  const sections: Section[] = [
    {
      comment:
        'A demo team of fifteen in a retail club: eighty events in three weeks, beside work that is posted already.',
      entries: {
        name: 'Three weeks of a demo team',
        profile: 'retail',
        timeZone: 'America/Chicago',
        today: dateOf(season.today),
        horizon: dates(season.from, season.to),
      },
    },
    { comment: 'Memorial Day.', entries: { holidays: season.holidays.map(dateOf) } },
    {
      comment: 'Stocktaking, and the day of the new displays.',
      entries: { lockedDays: season.lockedDays.map(dateOf) },
    },
    {
      comment: 'Two types and two rules that the profile does not have.',
      entries: {
        types: { 'wine-tasting': { minutes: 180 }, 'knife-show': { minutes: 120 } },
        rules: [
          {
            id: 'wine-licence',
            template: 'qualified',
            parameters: { types: ['wine-tasting'], skills: ['wine-licence'] },
          },
          {
            id: 'knife-skills',
            template: 'qualified',
            parameters: { types: ['knife-show'], skills: ['knife-skills'] },
          },
        ],
      },
    },
    { list: 'employees', chapters: TEAM.map(({ story, ...employee }) => ({ story, entries: [employee] })) },
    { list: 'events', chapters: CHAPTERS.map(({ events: entries, story }) => ({ story, entries })) },
    { list: 'pins', chapters: [{ story: 'Daniel wants to do the trail mix himself.', entries: PINS }] },
    { list: 'rotations', chapters: [{ story: '', entries: ROTATIONS }] },
    {
      list: 'rotationExceptions',
      chapters: [
        { story: 'While Hannah is away others lead; Sofia gets to know the juice bar.', entries: ROTATION_EXCEPTIONS },
      ],
    },
    { list: 'preferences', chapters: [{ story: '', entries: PREFERENCES }] },
    { list: 'affinity', chapters: [{ story: 'Who is known to be good at what.', entries: AFFINITY }] },
    {
      list: 'posted',
      chapters: [{ story: 'Published already, from the week before to the week after.', entries: posted }],
    },
  ];
  return written(sections);
}

function main(): void {
  const text = demoText();
  const path = fileURLToPath(FILE);
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text);
    console.log(`Wrote ${path}.`);
  } else if (readFileSync(path, 'utf8') !== text) {
    console.error(
      'models/staffing/demo.yaml is not what scripts/generate/demo.ts writes. Maybe run it without --check.',
    );
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
