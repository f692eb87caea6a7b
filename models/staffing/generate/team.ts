import { dateOf, WEEKDAYS, type Weekday } from '../../../src/domain/calendar.ts';
import type { Random } from '../../../src/domain/random.ts';
import type { EmployeeDraft } from './entities.ts';
import { idOf, personNamed } from './names.ts';
import { dates, type Season } from './season.ts';

const LEAD = 'lead';
const BARISTA = 'juicer-barista';
const SPECIALIST = 'specialist';

/** The roles after the first employee, over and over: one in five leads, one in five works at the juice bar. */
const ROLES = [
  ...[LEAD, BARISTA, SPECIALIST, SPECIALIST, BARISTA],
  ...[LEAD, SPECIALIST, SPECIALIST, SPECIALIST, SPECIALIST],
];

/** One club supervisor for this many people. */
const PER_SUPERVISOR = 40;

/** Who has a story, by number modulo {@link STORY_CYCLE}; numbers that are specialists unless said otherwise. */
const STORY = { everyDay: 3, neverSeen: 4, lead: 6, partTime: 7, leaving: 8, standIn: 9, inactive: 13 };
const STORY_CYCLE = 20;

/** The smallest team in which somebody may be inactive, leave or be on holiday. */
const SMALLEST_WITH_ABSENCE = 6;

/**
 * A team: club supervisors first, then leads, baristas and specialists in turn.
 *
 * *Means* nobody who may work at the juice bar works on Sundays; one in twenty works every day, one is a part-timer
 * with own caps, one leaves in the middle of the horizon, one stands in at the juice bar, one is not active.
 */
export function teamOf(count: number, season: Season, random: Random): EmployeeDraft[] {
  const firstName = random.below(40);
  return Array.from({ length: count }, (_, number) => {
    const role = number % PER_SUPERVISOR === 0 ? 'club-supervisor' : ROLES[(number - 1) % ROLES.length]!;
    const story = number % STORY_CYCLE;
    const isSpecialist = role === SPECIALIST;
    const skills = isSpecialist && story === STORY.standIn ? ['juicer'] : [];
    const off = daysOff({ number, role, story, atJuiceBar: role === BARISTA || skills.length > 0 });
    const mayBeAway = count >= SMALLEST_WITH_ABSENCE;
    return {
      id: idOf('staff', number + 1, count),
      name: personNamed(firstName + number),
      role,
      ...(skills.length ? { skills } : {}),
      ...(mayBeAway && isSpecialist && story === STORY.inactive ? { active: false } : {}),
      ...(mayBeAway && isSpecialist && story === STORY.leaving ? { terminationDate: dateOf(middleOf(season)) } : {}),
      ...(off.length ? { weekly: Object.fromEntries(off.map((weekday) => [weekday, false])) } : {}),
      ...overridesOf({ story, off, season }),
      ...(mayBeAway && number % 3 === 1 && story !== STORY.everyDay ? { timeOff: [holidayIn(season, random)] } : {}),
      ...(isSpecialist && story === STORY.partTime ? { caps: { H12: 3, H24: 1200 } } : {}),
    };
  });
}

interface Person {
  readonly number: number;
  readonly role: string;
  readonly story: number;
  readonly atJuiceBar: boolean;
}

/** One day off for leads and baristas, two for others; the juice bar is closed on Sundays. */
function daysOff({ number, role, story, atJuiceBar }: Person): Weekday[] {
  const weekday = (day: number): Weekday => WEEKDAYS[day % 7]!;
  if (role === 'club-supervisor') return ['sunday', 'saturday'];
  if (atJuiceBar) return ['sunday', ...(number % 2 === 0 ? [weekday(1 + (number % 5))] : [])];
  if (role === LEAD) return [weekday(number * 3 + 1)];
  if (role === SPECIALIST && story === STORY.everyDay) return [];
  return [...new Set([weekday(number * 2), weekday(number * 2 + 3)])];
}

/** Dated exceptions to the weekly pattern, one that opens a day, one that closes one and has no opinion on another. */
function overridesOf({ story, off, season }: { story: number; off: readonly Weekday[]; season: Season }) {
  const weeks = dates(season.from, season.from + 13);
  if (story === STORY.lead && off[0]) return { overrides: [{ ...weeks, days: { [off[0]]: true } }] };
  if (story === STORY.neverSeen) return { overrides: [{ ...weeks, days: { friday: false, saturday: null } }] };
  return {};
}

function holidayIn({ from, to }: Season, random: Random): { from: string; to: string } {
  const first = random.between(from - 2, to);
  return dates(first, first + random.between(0, 5));
}

function middleOf({ from, to }: Season): number {
  return from + Math.floor((to - from) / 2);
}
