import type { Accepts } from '../../src/domain/accept.ts';
import { clockOf } from '../../src/domain/calendar.ts';
import type { Caseload } from './caseload.ts';
import { LISTS } from './lists.ts';
import type { ItemInfo, Place, Problem } from './problem.ts';
import { dayName } from './words.ts';

const [POSTED, PINS] = ['posted', 'pins'].map((name) => LISTS.find(({ list }) => list === name)!);

/** How sessions that people accept become posted ones. */
export const ACCEPTS: Accepts<Caseload> = {
  list: POSTED!,
  pins: PINS,
  entryOf,
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

/** Sessions of a student are alike: where one is posted meanwhile, the next open one stands for it. */
function openItem({ items }: Problem, id: string, taken: ReadonlySet<number>): ItemInfo | undefined {
  const item = items.find((one) => one.id === id);
  if (!item || (item.state !== 'posted' && !taken.has(item.index))) return item;
  return items.find(({ index, student, state }) => student === item.student && state === 'open' && !taken.has(index));
}
