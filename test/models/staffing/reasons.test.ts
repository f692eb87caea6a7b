import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { whyNot } from '../../../models/staffing/explain/whyNot.ts';
import { type Built, build } from '../../../models/staffing/model.ts';
import { ABSENT } from '../../../models/staffing/posting.ts';
import { admits, type EventInfo } from '../../../models/staffing/problem.ts';
import { read } from '../../../models/staffing/read.ts';
import { type NotPlaced, resultOf } from '../../../models/staffing/result.ts';
import { Schedule } from '../../../models/staffing/schedule.ts';
import { check, review } from '../../../src/domain/review.ts';
import type { Model } from '../../../src/language/model.ts';
import { solve } from '../../../src/solve/solve.ts';
import { everywhere } from './support/agree.ts';
import { parsedOrNot, retailInputs } from './support/inputs.ts';

const RUNS = 200;

const ENGINE = 'cp-sat';

const seen = new Map<string, number>();

test('of random runs, every reason is true', async () => {
  await fc.assert(
    fc.asyncProperty(retailInputs({ events: 7, employees: 3, days: 6, posted: 5 }), async (value) => {
      const input = parsedOrNot(value);
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
        seen.set(one.reason.kind, (seen.get(one.reason.kind) ?? 0) + 1);
        await confirm(built, schedule, one);
      }
    }),
    { numRuns: RUNS, seed: 7 },
  );
}, 120_000);

afterAll(() => {
  // The claims above are about something.
  for (const kind of ['no-valid-day', 'nobody-qualified', 'blocked', 'crowded-out']) {
    expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(5);
  }
});

async function confirm(built: Built, schedule: Schedule, { event: id, reason }: NotPlaced): Promise<void> {
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
      expect(built.rules.map((rule) => rule.id)).toContain(reason.rule);
      expect(whyNot(built, schedule, event).every(({ verdict }) => verdict === 'impossible')).toBe(true);
      break;
    }
    case 'crowded-out':
      expect(isPossible, `${id}: ${reason.text}`).toBe(true);
      expect(reason.by!.length, `${id}: ${reason.text}`).toBeGreaterThan(0);
      for (const other of reason.by!) expect(placed).toContain(other);
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'crowded-out')).toBe(true);
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'free')).toBe(false);
      break;
    case 'outweighed':
      expect(whyNot(built, schedule, event).some(({ verdict }) => verdict === 'free')).toBe(true);
      break;
    default:
      throw new Error(`${reason.kind} cannot be a reason here`);
  }
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
