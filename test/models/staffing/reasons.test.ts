import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { type Built, build } from '../../../models/staffing/model.ts';
import { type Assignment, admits, type EventInfo } from '../../../models/staffing/problem.ts';
import { read } from '../../../models/staffing/read.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { whyNot } from '../../../src/domain/explain/whyNot.ts';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { resultOf } from '../../../src/domain/result.ts';
import { check, review } from '../../../src/domain/review.ts';
import type { Constraint } from '../../../src/language/constraints/index.ts';
import { not } from '../../../src/language/expression.ts';
import type { Model } from '../../../src/language/model.ts';
import type { NotPlaced } from '../../../src/solve/result.ts';
import { solve } from '../../../src/solve/solve.ts';
import { cases } from '../../support/deep.ts';
import { everywhere } from './support/agree.ts';
import { parsedOrNot, retailInputs } from './support/inputs.ts';

const RUNS = cases(100, 1000);

const ENGINE = 'cp-sat';

const seen = new Map<string, number>();

/** Events that are worth nothing, so that many are left out though they could be added. */
const WORTHLESS = ['S1', 'S2', 'S3'].map((id) => ({ id, weight: 0 }));

test.each([
  ['random runs', { events: 7, employees: 3, days: 6, posted: 5 }, []],
  ['crowded runs', { events: 9, employees: 2, days: 3, posted: 1 }, []],
  ['runs with events that are worth nothing', { events: 6, employees: 3, days: 4, posted: 2 }, WORTHLESS],
])(
  'of %s, every reason is true',
  async (_, size, weights) => {
    await fc.assert(
      fc.asyncProperty(retailInputs(size), async (value) => {
        const input = parsedOrNot({ ...value, rules: [...(value.rules as unknown[]), ...weights] });
        fc.pre(input !== undefined);
        const built = build(input);
        const { outcome } = await solve(built.model, { engine: ENGINE });
        expect(outcome.proof).toBe('optimal');
        const proposals = read(built, outcome.solution!.values);
        const result = resultOf(built, proposals, outcome.proof);
        const { schedule } = review(built, proposals);
        expect(result.defects).toEqual([]);
        expect(result.penalty).toBe(outcome.solution!.objective);
        for (const one of result.notPlaced) {
          count(one.reason.kind);
          await confirm(built, schedule, one);
        }
      }),
      { numRuns: RUNS, seed: 7 },
    );
  },
  120_000,
);

afterAll(() => {
  // The claims above are about something.
  for (const kind of [
    'no-valid-day',
    'nobody-qualified',
    'blocked',
    'crowded-out',
    'outweighed',
    'rules',
    'room',
    'company',
  ]) {
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(5);
  }
});

async function confirm(built: Built, schedule: Schedule, { item: id, reason }: NotPlaced): Promise<void> {
  const { problem } = built;
  const event = problem.events.find((one) => one.id === id)!;
  const admitted = everywhere(problem, event).filter(({ employee, day }) => admits(problem, event, employee, day));
  const [placed, isPossible] = [
    new Set([...schedule.assignments].map((work) => work.id)),
    await canBePlaced(built, event),
  ];
  switch (reason.kind) {
    case 'no-valid-day':
    case 'nobody-qualified':
    case 'nobody-available':
      expect(admitted).toEqual([]);
      break;
    case 'blocked': {
      expect(isPossible, `${id}: ${reason.text}`).toBe(false);
      expect(admitted.length).toBeGreaterThan(0);
      // Alone, next to posted work and pins, every single place breaks a rule.
      for (const work of admitted) {
        const alone = new Schedule(problem, [...problem.fixed, work]);
        expect(check(built, alone).breaches.length).toBeGreaterThan(0);
      }
      await confirmRules(built, { event, reason });
      expect(whyNot(built, schedule, event).every(({ verdict }) => verdict === 'impossible')).toBe(true);
      break;
    }
    case 'crowded-out':
      expect(isPossible, `${id}: ${reason.text}`).toBe(true);
      expect(reason.by!.length, `${id}: ${reason.text}`).toBeGreaterThan(0);
      for (const other of reason.by!) expect(placed).toContain(other);
      await confirmRoom(built, schedule, { event, reason });
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'crowded-out')).toBe(true);
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'free')).toBe(false);
      break;
    case 'outweighed':
      await confirmPrice(built, schedule, { event, reason });
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'free')).toBe(true);
      break;
    default:
      throw new Error(`${reason.kind} cannot be a reason here`);
  }
}

type Reason = NotPlaced['reason'];

interface Claim {
  readonly event: EventInfo;
  readonly reason: Reason;
}

function count(what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

/** Without the rules that are named, the event can have the place that is named. */
async function confirmRules(
  { input }: Built,
  { event: { id }, reason: { rules, rule, ...place } }: Claim,
): Promise<void> {
  expect(rules![0]).toBe(rule);
  const off = rules!.map((one) => ({ id: one, enabled: false }));
  const milder = parsedOrNot({ ...input, rules: [...input.rules.filter((one) => !rules!.includes(one.id)), ...off] });
  if (!milder) return;
  count('rules');
  const built = build(milder);
  const event = built.problem.events.find((one) => one.id === id)!;
  expect(await feasible(built, at(built, event, place)), `${id} without ${rules}`).toBe(true);
}

/** Everything else staying, the event cannot have any place; without those who have to make room, the one named. */
async function confirmRoom(built: Built, schedule: Schedule, { event, reason: { room, by, ...place } }: Claim) {
  count('room');
  expect(by!.slice(0, room!.length)).toEqual(room);
  const proposals = [...schedule.assignments].filter(({ origin }) => origin === 'proposal');
  const placedSomewhere = [{ kind: 'boolOr', literals: [not(built.posting.unplaced(event.index))] }] as const;
  expect(await feasible(built, [...staying(built, proposals), ...placedSomewhere]), `${event.id} somewhere`).toBe(
    false,
  );
  const rest = proposals.filter(({ id }) => !room!.includes(id));
  // Who has lost a leader or a base does not stay either.
  const { withdrawals } = review(built, rest);
  const gone = new Set(withdrawals.map(({ proposal }) => proposal));
  const kept = staying(
    built,
    rest.filter((work) => !gone.has(work)),
  );
  expect(await feasible(built, [...kept, ...at(built, event, place)]), `${event.id} without ${room}`).toBe(true);
}

/** Everything else staying, the event can have the place for the amount, and not without company where that is said. */
async function confirmPrice(built: Built, schedule: Schedule, { event, reason }: Claim): Promise<void> {
  count('outweighed by an amount');
  const { amount, company, costs, ...place } = reason;
  const proposals = [...schedule.assignments].filter(({ origin }) => origin === 'proposal');
  const forced = [...staying(built, proposals), ...at(built, event, place)];
  const before = check(built, schedule).penalty;
  const { model } = built;
  const { outcome } = await solve({ ...model, constraints: [...model.constraints, ...forced] }, { engine: ENGINE });
  expect(amount).toBeGreaterThanOrEqual(0);
  expect(Object.values(costs!).reduce((sum, one) => sum + one, 0)).toBe(amount);
  expect(outcome.solution!.objective - before, `${event.id}: ${reason.text}`).toBeLessThanOrEqual(amount!);
  if (!company) return;
  count('company');
  const others = built.problem.open.filter(
    ({ index }) => index !== event.index && schedule.of(index).length === 0 && built.posting.unplaced(index) !== ABSENT,
  );
  const alone: Constraint[] = [{ kind: 'boolAnd', literals: others.map(({ index }) => built.posting.unplaced(index)) }];
  expect(await feasible(built, [...forced, ...alone]), `${event.id} alone`).toBe(false);
}

/** That proposals stay with their employee, on their day. */
function staying({ posting }: Built, proposals: readonly Assignment[]): Constraint[] {
  const cells = proposals.map(({ event, employee, day }) => posting.cellOf(event, employee, day));
  return cells.length ? [{ kind: 'boolAnd', literals: cells }] : [];
}

/** That an event has the place that a reason names. */
function at({ problem, posting }: Built, { index }: EventInfo, place: Pick<Reason, 'who' | 'at'>): Constraint[] {
  const employee = problem.employees.findIndex(({ id }) => id === place.who);
  const cell = posting.cellOf(index, employee, problem.frame.dates.indexOf(String(place.at!.day)));
  // A cell that is not there is closed for good: a clause without literals does not hold.
  return [{ kind: 'boolOr', literals: cell === ABSENT ? [] : [cell] }];
}

async function feasible({ model: { objective: _, ...model } }: Built, more: readonly Constraint[]): Promise<boolean> {
  const { outcome } = await solve({ ...model, constraints: [...model.constraints, ...more] }, { engine: ENGINE });
  expect(outcome.proof).not.toBe('none');
  return outcome.proof === 'optimal';
}

/** Whether any schedule places the event: the model with its indicator of being unplaced set to false. */
async function canBePlaced({ model, posting }: Built, { index }: EventInfo): Promise<boolean> {
  const unplaced = posting.unplaced(index);
  if (unplaced === ABSENT) return false;
  const forced: Model = {
    ...model,
    constraints: [...model.constraints, { kind: 'linear', vars: [unplaced], coeffs: [1], domain: [0, 0] }],
  };
  const { objective: _, ...feasibility } = forced;
  const { outcome } = await solve(feasibility, { engine: ENGINE });
  expect(outcome.proof).not.toBe('none');
  return outcome.proof === 'optimal';
}
