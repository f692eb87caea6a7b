import type { Accepts } from '../../src/domain/accept.ts';
import { clockOf } from '../../src/domain/calendar.ts';
import { entryPath } from '../../src/solve/inputLists.ts';
import type { Caseload } from './caseload.ts';
import { LISTS } from './lists.ts';
import { PARTS } from './parts.ts';
import type { ItemInfo, Place, Problem } from './problem.ts';
import { dayName } from './words.ts';

const [POSTED, PINS] = ['posted', 'pins'].map((name) => LISTS.find(({ list }) => list === name)!);

/** How sessions that people accept become posted ones. */
export const ACCEPTS: Accepts<Caseload> = {
  list: POSTED!,
  entryOf,
  entryNow(problem, item) {
    const old = PARTS.oldOf(problem, item);
    return old && problem.input.posted.find((one) => isEntryOf(problem, old, one));
  },
  saidElsewhere(problem, item) {
    const pin = problem.fixed.find((one) => one.item === item.index && one.origin === 'pin');
    return pin ? [entryPath(PINS!, entryOf(problem, pin))] : [];
  },
  openItem,
};

function entryOf(problem: Problem, { student, provider, day, start }: Place) {
  return {
    student: problem.students[student]!.id,
    provider: problem.providers[provider]!.id,
    day: dayName(problem, day),
    start: clockOf(start),
  };
}

function isEntryOf(problem: Problem, place: Place, entry: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(entryOf(problem, place)).every(([field, value]) => entry[field] === value);
}

/** Sessions of a student are alike: where one is posted meanwhile, the next open one stands for it. */
function openItem({ items }: Problem, id: string, taken: ReadonlySet<number>): ItemInfo | undefined {
  const item = items.find((one) => one.id === id);
  if (!item || (item.state !== 'posted' && !taken.has(item.index))) return item;
  return items.find(({ index, student, state }) => student === item.student && state === 'open' && !taken.has(index));
}
