import { z } from 'zod';
import { clockOf } from '../../../src/domain/calendar.ts';
import { attempt, textOf } from '../../../src/domain/explain/attempt.ts';
import { itemCalled } from '../../../src/domain/itemCalled.ts';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { placeIn } from '../../../src/domain/whatIf/placeIn.ts';
import { somebodyCalled } from '../../../src/domain/whatIf/somebody.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { type Literal, not } from '../../../src/language/expression.ts';
import type { Demand } from '../../../src/solve/whatIf.ts';
import type { Built } from '../model.ts';
import { placesOf } from '../places.ts';
import { type Companion, type EventInfo, NONE, type Problem } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';

const placeSchema = z.strictObject({
  day: z.iso.date().optional(),
  block: z.coerce.number().int().min(1).max(99).optional(),
  /** Chooses the block that begins then, where there are blocks and none is named; else it is that of the event. */
  time: z.iso.time({ precision: -1 }).optional(),
});

/** A place as far as it is told, counted; undefined stands for any. */
interface Wanted {
  readonly employee: number | undefined;
  readonly day: number | undefined;
  readonly block: number | undefined;
  readonly time: string | undefined;
}

/** A cell at a wanted place, with the literal of the wanted block, if one is wanted. */
interface Fit {
  readonly cell: Literal;
  readonly block: Literal | undefined;
}

/** That an event has to be where it is wanted, or must not be there, as constraints on the model. */
export function demanded(
  built: Built,
  { item, who, at, isForbidden }: Demand,
): { readonly constraints: readonly Constraint[] } | { readonly impossible: string } {
  const event = itemCalled(built, item);
  const wanted = timed(built, event, wantedOf(built, { who, at }));
  if (event.state !== 'open')
    return { impossible: `${event.label} is ${event.state}, so that the run does not place it.` };
  if (wanted.time !== undefined)
    return isForbidden ? { constraints: [] } : { impossible: `${event.label} cannot begin at ${wanted.time}.` };
  const { fitting, others } = cellsOf(built, event, wanted);
  if (isForbidden) return { constraints: forbidden(fitting) };
  if (fitting.length === 0) return { impossible: whyNowhere(built, event, wanted) };
  const unplaced = built.posting.unplaced(event.index);
  return {
    constraints: [
      { kind: 'boolAnd', literals: [not(unplaced), ...others.map(not)] },
      ...fitting.flatMap(({ cell, block }): Constraint[] =>
        block === undefined ? [] : [{ kind: 'boolOr', literals: [not(cell), block] }],
      ),
    ],
  };
}

/** Without a time that the place has anyhow, or with the block that begins then; a time that is left is nobody's. */
function timed({ problem }: Built, { type }: EventInfo, wanted: Wanted): Wanted {
  const { blocks, domains, types } = problem;
  const { block, time } = wanted;
  if (time === undefined) return wanted;
  const [begins] = types[type]!.blocks
    ? blocks.filter(({ arrive, number }) => clockOf(arrive) === time && (block ?? number) === number)
    : [];
  if (begins) return { ...wanted, block: begins.number, time: undefined };
  const own = domains.time[type]!;
  return own !== NONE && clockOf(own) === time ? { ...wanted, time: undefined } : wanted;
}

function forbidden(fitting: readonly Fit[]): Constraint[] {
  return fitting.map(({ cell, block }) => ({
    kind: 'boolOr',
    literals: block === undefined ? [not(cell)] : [not(cell), not(block)],
  }));
}

function cellsOf(
  { cells, posting, problem }: Built,
  { index }: EventInfo,
  { employee, day, block }: Wanted,
): { fitting: Fit[]; others: Literal[] } {
  const fitting: Fit[] = [];
  const others: Literal[] = [];
  const at = block === undefined ? undefined : problem.blocks.findIndex(({ number }) => number === block);
  for (let cell = cells.start[index]!; cell < cells.start[index + 1]!; cell++) {
    const isPlace =
      (employee ?? cells.employee[cell]) === cells.employee[cell] && (day ?? cells.day[cell]) === cells.day[cell];
    const slot = cells.slotAt[index * problem.frame.days + cells.day[cell]!]!;
    const literal = at === undefined ? undefined : posting.block(slot, at);
    if (isPlace && literal !== ABSENT) fitting.push({ cell: posting.cell(cell), block: literal });
    else others.push(posting.cell(cell));
  }
  return { fitting, others };
}

/** What stops the event at the first of the wanted places, with nothing but fixed work around it. */
function whyNowhere(built: Built, event: EventInfo, wanted: Wanted): string {
  const { problem } = built;
  const alone = new Schedule(problem, problem.fixed);
  const places = placesOf(problem, event).filter((place) => isWanted(place, wanted));
  const obstacle = attempt(built, alone, places[0] ?? nearest(built, event, wanted));
  const where = [
    ...(wanted.employee === undefined ? [] : [`with ${nameOf(problem, wanted.employee)}`]),
    ...(wanted.day === undefined ? [] : [`on ${dateOn(problem, wanted.day)}`]),
    ...(wanted.block === undefined ? [] : [`in block ${wanted.block}`]),
  ].join(' ');
  const why = obstacle ? obstacle.obstacles.map(textOf).join(' ') : 'fixed work takes every such place.';
  return `${event.label} cannot be ${where || 'placed'} in any schedule. ${why}`;
}

function isWanted(place: Companion, { employee, day }: Wanted): boolean {
  return (employee ?? place.employee) === place.employee && (day ?? place.day) === place.day;
}

/** One place to ask about where none is left to the event. */
function nearest({ problem }: Built, event: EventInfo, { employee, day }: Wanted): Companion {
  const within = Math.min(Math.max(event.first, problem.frame.first), problem.frame.last);
  return { item: event, employee: employee ?? 0, day: day ?? within };
}

function wantedOf({ problem }: Built, { who, at }: Pick<Demand, 'at'> & { who: string | undefined }): Wanted {
  const { day, block, time } = placeIn(placeSchema, at, 'tell a day such as 2026-05-17, or the number of a block.');
  return {
    employee: who === undefined ? undefined : somebodyCalled(problem.employees, who, 'employee').index,
    day: day === undefined ? undefined : dayIn(problem, day),
    block: block === undefined ? undefined : blockIn(problem, block),
    time,
  };
}

/** The position of a day in the frame, which has the horizon and days around it. */
function dayIn({ frame }: Problem, date: string): number {
  const at = frame.dates.indexOf(date);
  if (at >= 0) return at;
  const [first, last] = [frame.dates[frame.first]!, frame.dates[frame.last]!];
  const what =
    date > last
      ? `The input has no day ${date}: the horizon ends on ${last}.`
      : `The input has no day ${date}: the horizon begins on ${first}.`;
  throw new DovetailError('input/invalid', what, {
    maybe: `ask about a day from ${first} to ${last}, or move the horizon with --change "horizon/${date > last ? 'to' : 'from'} = ${date}".`,
  });
}

function blockIn({ blocks }: Problem, number: number): number {
  if (blocks.some((block) => block.number === number)) return number;
  throw new DovetailError('input/invalid', `There is no block ${number}.`, {
    maybe:
      blocks.length === 0 ? 'leave the block out.' : `use one of ${blocks.map((block) => block.number).join(', ')}.`,
  });
}
