import type { Input } from '../../../models/staffing/input.ts';
import type { Solution } from '../../../models/staffing/solution.ts';
import type { Draw } from './draw.ts';
import {
  blocksOf,
  datesOf,
  type EventGiven,
  isClosed,
  isQualified,
  isThere,
  plusDays,
  rulesOf,
  typeOf,
} from './facts.ts';
import { brokenRules } from './hard.ts';
import { isOfRun, postingOf, worksOf } from './works.ts';

type Assignment = Solution['assignments'][number];

const TRIES = 12;

/** A schedule that breaks no rule, except that it may leave somebody below a least number. */
export function drawLegal(draw: Draw, input: Input): Solution {
  let assignments: Assignment[] = [];
  for (const group of draw.shuffled(groupsOf(input))) {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const tried = [...assignments, ...drawTogether(draw, input, assignments, group)];
      if (!isLegal(input, { assignments: tried })) continue;
      assignments = tried;
      break;
    }
  }
  return { assignments };
}

/** Whether nothing that is there breaks a rule; what is missing is not asked. */
export function isLegal(input: Input, solution: Solution): boolean {
  const least = rulesOf(input).filter(({ template }) => template === 'min-per-week');
  return Object.keys(brokenRules(input, worksOf(input, solution))).every((id) => least.some((rule) => rule.id === id));
}

/** A legal schedule with one or two changes made without a look at the rules. */
export function drawNear(draw: Draw, input: Input): Solution {
  let { assignments } = drawLegal(draw, input);
  const open = input.events.filter((event) => isOfRun(input, event));
  for (let changes = draw.int(1, 2); changes > 0; changes -= 1) {
    const event = draw.chance(90) && open.length > 0 ? draw.one(open) : draw.one(input.events);
    const rest = assignments.filter((one) => one.event !== event.id || (draw.chance(5) && mayBeTwice(event)));
    if (isPlaceable(input, event) && !draw.chance(15)) rest.push(drawChange(draw, input, event, assignments));
    assignments = rest;
  }
  return { assignments };
}

/** An event of a pair that were placed twice would leave open which of the two the other one follows. */
function mayBeTwice({ pairing }: EventGiven): boolean {
  return pairing === undefined;
}

function isPlaceable(input: Input, event: EventGiven): boolean {
  const isPinned = input.pins.some((pin) => pin.event === event.id);
  const isPosted = postingOf(input, event) !== undefined && !isOfRun(input, event);
  return !(isPinned || isPosted) || mayBeTwice(event);
}

function drawChange(draw: Draw, input: Input, event: EventGiven, assignments: readonly Assignment[]): Assignment {
  const change = draw.chance(50) ? drawAnywhere(draw, input, event) : drawWhere(draw, input, event);
  // Half of the mistakes meet somebody at work, that day or the day before, where most rules bite.
  const alike = assignments.filter(({ block }) => (block === undefined) === (change.block === undefined));
  if (alike.length === 0 || draw.chance(40)) return change;
  const { employee, day, block } = draw.one(draw.chance(50) ? alike : assignments);
  return {
    ...change,
    ...(draw.chance(70) ? { employee } : {}),
    ...(draw.chance(85) ? { day: draw.chance(75) ? day : plusDays(day, 1) } : {}),
    ...(change.block !== undefined && block !== undefined && draw.chance(70) ? { block } : {}),
  };
}

/** Anything anywhere. */
export function drawWild(draw: Draw, input: Input): Solution {
  const placed = draw.some(input.events, draw.one([30, 70, 100])).filter((event) => isPlaceable(input, event));
  const assignments = placed.flatMap((event) => {
    const one = draw.chance(70) ? drawWhere(draw, input, event) : drawAnywhere(draw, input, event);
    return draw.chance(3) && mayBeTwice(event) ? [one, drawAnywhere(draw, input, event)] : [one];
  });
  return { assignments };
}

/** Events of one pairing key go together, the others alone. */
function groupsOf(input: Input): EventGiven[][] {
  const open = input.events.filter(
    (event) => isOfRun(input, event) && !input.pins.some((pin) => pin.event === event.id),
  );
  const groups = new Map<string, EventGiven[]>();
  for (const event of open) {
    const key = event.pairing ?? `alone ${event.id}`;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups.values()];
}

function drawTogether(draw: Draw, input: Input, there: readonly Assignment[], group: readonly EventGiven[]) {
  const first = drawWhere(draw, input, group[0]!);
  const base = there.length > 0 && draw.chance(40) ? draw.one(there) : undefined;
  return group.map((event, at) => {
    const own = at === 0 ? first : { ...drawWhere(draw, input, event), day: first.day };
    const here = base && group.length === 1 ? { ...own, employee: base.employee, day: base.day } : own;
    return at > 0 && draw.chance(50) ? { ...here, employee: first.employee } : here;
  });
}

/** A place that looks right: qualified, there, on a valid day. */
function drawWhere(draw: Draw, input: Input, event: EventGiven): Assignment {
  const days = datesOf(input.horizon.from, input.horizon.to).filter(
    (day) => day >= event.start && day < event.due && !isClosed(input, day),
  );
  if (days.length === 0) return drawAnywhere(draw, input, event);
  const day = draw.one(days);
  const people = input.employees.filter((one) => isThere(input, one, day) && isQualified(input, one, event.type));
  if (people.length === 0) return drawAnywhere(draw, input, event);
  return { event: event.id, employee: draw.one(people).id, day, ...drawBlock(draw, input, event) };
}

function drawAnywhere(draw: Draw, input: Input, event: EventGiven): Assignment {
  const { from, to } = input.horizon;
  const day = draw.one(draw.chance(90) ? datesOf(from, to) : datesOf(plusDays(from, -2), plusDays(to, 2)));
  const block = draw.chance(95) ? drawBlock(draw, input, event) : draw.one([{}, { block: 1 }]);
  return { event: event.id, employee: draw.one(input.employees).id, day, ...block };
}

function drawBlock(draw: Draw, input: Input, { type }: EventGiven): { block?: number } {
  return typeOf(input, type)?.blocks ? { block: draw.one(blocksOf(input)).number } : {};
}
