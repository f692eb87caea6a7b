import { expect, test } from 'vitest';
import { production } from '../../../models/production/index.ts';
import type { Input, InputDraft } from '../../../models/production/input.ts';
import type { Solution } from '../../../models/production/solution.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { cases } from '../../support/deep.ts';
import { drawInput } from './support/draw.ts';
import { isThereIn, naiveReview } from './support/naive.ts';

/** Enough to prove most of these. */
const TICKS = 5_000;

const RUNS = cases(6, 200);

type Operation = Solution['operations'][number];

test(`the reasons of ${RUNS} runs are true by a plain reading of the rules`, { timeout: 900_000 }, async () => {
  const random = randomOf(3, 'reasons');
  const kinds = new Map<string, number>();
  for (let runs = 0; runs < RUNS; ) {
    // Every second run leaves out what is not worth its costs.
    const value = narrow(drawInput(random), runs % 2 === 1 ? 60 : 60_000);
    const { answer, solved } = await solveDomain(production, value, { ticks: TICKS });
    // A few take long to prove; which ones must not depend on the machine, so that work is counted.
    if (solved.outcome.proof !== 'optimal') continue;
    runs++;
    const input = production.parse(value) as Input;
    for (const { item, reason } of answer!.result.notPlaced) {
      kinds.set(reason.kind, (kinds.get(reason.kind) ?? 0) + 1);
      const solution = answer!.solution as Solution;
      const found = faultOf(input, solution, { ...reason, item });
      expect(found, JSON.stringify({ value, item, reason, solution })).toBeUndefined();
    }
  }
  // Each kind has occurred, or the test would say nothing of it.
  expect([...kinds.keys()].sort()).toEqual(
    expect.arrayContaining(['crowded-out', 'dependency-dropped', 'no-calendar', 'outweighed']),
  );
});

/** One day with an hour on it, so that not everything has room. */
function narrow(draft: InputDraft, place: number): InputDraft {
  const [day, ...others] = draft.calendars!;
  const shifts = [{ day: 'monday' as const, from: '08:00', to: '09:00' }];
  return {
    ...draft,
    horizon: { from: '2026-05-04', to: '2026-05-04' },
    calendars: [{ ...day!, shifts, holidays: [] }, ...others],
    rules: [...draft.rules!, { id: 'place', weight: place }],
  };
}

interface Told {
  readonly item: string;
  readonly kind: string;
  readonly by?: readonly string[];
}

/** What is wrong with a reason, if anything. */
function faultOf(input: Input, solution: Solution, { by = [], item, kind }: Told): string | undefined {
  const [order, operation] = item.split('/') as [string, string];
  const placed = new Set(solution.operations.map((one) => `${one.order}/${one.operation}`));
  const { after, consumes } = input.orders
    .find(({ id }) => id === order)!
    .operations.find(({ id }) => id === operation)!;
  const isLegal = (operations: readonly Operation[]): boolean =>
    naiveReview(input, { operations: [...operations], sequence: [] }).hard.size === 0;
  const beside = (): Operation[] =>
    everyPlace(input, solution.operations, { order, operation }).filter((one) =>
      isLegal([...solution.operations, one]),
    );
  const costOf = (operations: readonly Operation[]): number =>
    production.review(input, { operations, sequence: [] }).penalty;
  switch (kind) {
    case 'dependency-dropped': {
      const isBefore = (one: string): boolean => after.some((link) => `${order}/${link.operation}` === one);
      const makes = (one: string): boolean =>
        input.orders.some(({ id, operations }) =>
          operations.some((other) => `${id}/${other.id}` === one && other.produces.length > 0 && consumes.length > 0),
        );
      return by.length > 0 && by.every((one) => !placed.has(one) && (isBefore(one) || makes(one)))
        ? undefined
        : `${by.join()} is in place, or nothing of its`;
    }
    case 'no-capable-resource':
    case 'no-calendar':
    case 'window':
    case 'blocked':
      return alone(input, { order, operation }) ? 'it has a legal place alone' : undefined;
    case 'crowded-out':
      if (!alone(input, { order, operation })) return 'no place is legal alone';
      return beside().length > 0 ? `a place is free: ${JSON.stringify(beside()[0])}` : undefined;
    case 'outweighed': {
      const free = beside();
      if (free.length === 0) return 'no place is free';
      const now = costOf(solution.operations);
      return free.some((one) => costOf([...solution.operations, one]) < now) ? 'a place would cost less' : undefined;
    }
    default:
      return `${kind} says nothing that a proved run could not decide`;
  }
}

interface Named {
  readonly order: string;
  readonly operation: string;
}

/** Whether an operation has a legal place with what it comes after and what makes its material, and nothing else. */
function alone(input: Input, named: Named, given: readonly Operation[] = []): boolean {
  const naming = (one: Named) =>
    input.orders.find(({ id }) => id === one.order)!.operations.find(({ id }) => id === one.operation)!;
  const isGiven = (one: Named): boolean =>
    given.some((other) => other.order === one.order && other.operation === one.operation);
  const before = naming(named).after.find(({ operation }) => !isGiven({ order: named.order, operation }));
  const legal = (list: readonly Operation[]) =>
    naiveReview(input, { operations: [...list], sequence: [] }).hard.size === 0;
  if (!before) {
    // Stock and delivery are more than both orders use, so that nothing that makes material is needed.
    return everyPlace(input, given, named).some((one) => legal([...given, one]));
  }
  const company = { order: named.order, operation: before.operation };
  const ends = new Set<string>();
  return everyPlace(input, given, company).some((one) => {
    const end = one.batches
      .map(({ phases }) => phases.at(-1)!.to)
      .sort()
      .at(-1)!;
    if (ends.has(end) || !legal([...given, one])) return false;
    ends.add(end);
    return alone(input, named, [...given, one]);
  });
}

/** An undivided operation, and one in two batches, from each moment at which something changes. */
function everyPlace(input: Input, beside: readonly Operation[], { operation: id, order: orderId }: Named): Operation[] {
  const order = input.orders.find((one) => one.id === orderId)!;
  const operation = order.operations.find((one) => one.id === id)!;
  const sizes = [[order.quantity]];
  const { most, smallest } = operation.split ?? { most: 1, smallest: 1 };
  const [half, rest] = [Math.ceil(order.quantity / 2), Math.floor(order.quantity / 2)];
  if (most > 1 && rest >= smallest) sizes.push([half, rest]);
  const found: Operation[] = [];
  for (const list of sizes) {
    let lists: Operation['batches'][] = [[]];
    for (const quantity of list) {
      lists = lists.flatMap((batches) => {
        const others = batches.length > 0 ? [...beside, { order: orderId, operation: id, batches }] : beside;
        return moments(input, others, order).flatMap((from) =>
          input.resources.flatMap((machine) => {
            const able = machine.capabilities.find(({ does }) => does === id);
            return able
              ? batchesAt(input, operation, { machine: machine.id, speed: able.speed, quantity, from }).map((one) => [
                  ...batches,
                  one,
                ])
              : [];
          }),
        );
      });
    }
    found.push(...lists.map((batches) => ({ order: orderId, operation: id, batches })));
  }
  return found;
}

const zero = Date.parse('2026-05-04T00:00Z');
const minuteOf = (text: string): number => (Date.parse(`${text}Z`) - zero) / 60_000;
const textOf = (minute: number): string => new Date(zero + minute * 60_000).toISOString().slice(0, 16);

/** When shifts begin, repairs end, orders are released, steel comes, and other work is over, with setups and lags after it. */
function moments(input: Input, beside: readonly Operation[], { release }: Input['orders'][number]): number[] {
  const ends = beside.flatMap(({ batches }) => batches.map(({ phases }) => minuteOf(phases.at(-1)!.to)));
  const phaseEnds = beside.flatMap(({ batches }) =>
    batches.flatMap(({ phases }) => phases.map(({ to }) => minuteOf(to))),
  );
  const said = [
    ...[0, 480, 1200],
    ...input.resources.flatMap(({ exceptions }) => exceptions.map(({ to }) => minuteOf(to))),
    ...input.materials.flatMap(({ deliveries }) => deliveries.map((one) => minuteOf(one.at))),
    ...(release ? [minuteOf(release)] : []),
    ...[0, 10, 15, 20].flatMap((later) => ends.map((end) => end + later)),
    ...phaseEnds,
  ];
  return [...new Set(said)];
}

interface At {
  readonly machine: string;
  readonly speed: number;
  readonly quantity: number;
  readonly from: number;
}

/** A batch from a moment on, by each operator in each phase, each phase as soon as it may be. */
function batchesAt(
  input: Input,
  operation: Input['orders'][number]['operations'][number],
  { from, machine, quantity, speed }: At,
): Operation['batches'] {
  let lists: { from: number; to: number; operators: string[] }[][] = [[]];
  for (const kind of ['setup', 'core', 'cleanup'] as const) {
    const phase = operation[kind];
    if (!phase || phase.minutes === 0) continue;
    const work = Math.ceil(((kind === 'core' ? quantity : 1) * phase.minutes) / speed - 1e-9);
    const who = phase.operators
      ? input.resources.filter(({ kind: k }) => k === 'operator').map(({ id }) => [id])
      : [[]];
    lists = lists.flatMap((list) =>
      who.flatMap((operators) => {
        const isOpen = (at: number): boolean => [machine, ...operators].every((one) => isThereIn(input, one, at));
        const last = list.at(-1);
        const begins: number[] = [];
        for (
          let at = last ? last.to + operation.idle.min : from;
          at <= (last ? last.to + operation.idle.max : from);
          at++
        ) {
          const end = endOf(isOpen, at, work, operation.interruptible);
          if (end !== undefined) begins.push(at);
          if (begins.length === 1 && !last) break;
        }
        return begins.map((at) => [
          ...list,
          { from: at, to: endOf(isOpen, at, work, operation.interruptible)!, operators },
        ]);
      }),
    );
  }
  return lists.map((phases) => ({
    machine,
    quantity,
    phases: phases.map((one) => ({ from: textOf(one.from), to: textOf(one.to), operators: one.operators })),
  }));
}

function endOf(isOpen: (at: number) => boolean, from: number, work: number, mayPause: boolean): number | undefined {
  let [left, at] = [work, from];
  if (!isOpen(from)) return undefined;
  for (; left > 0 && at < 1440; at++) {
    if (isOpen(at)) left--;
    else if (!mayPause) return undefined;
  }
  return left === 0 ? at : undefined;
}
