import { describe, expect, test } from 'vitest';
import { keysBy } from '../../../models/production/dispatch/rules.ts';
import { serially } from '../../../models/production/dispatch/serial.ts';
import { production } from '../../../models/production/index.ts';
import type { Input } from '../../../models/production/input.ts';
import { buildFrom } from '../../../models/production/model.ts';
import { productionOf } from '../../../models/production/productionOf.ts';
import { runsAt, valuesOf } from '../../../models/production/read.ts';
import { RULES } from '../../../models/production/rules/index.ts';
import { Schedule } from '../../../models/production/schedule.ts';
import { runsIn, type Solution, solutionOf } from '../../../models/production/solution.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { check } from '../../../src/domain/review.ts';
import { isFeasible } from '../../../src/language/holds.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { cases as counted } from '../../support/deep.ts';
import { drawInput, spoilt } from './support/draw.ts';
import { naiveReview } from './support/naive.ts';

const INPUTS = counted(84, 500);
const PER_INPUT = 6;

interface Case {
  readonly name: string;
  readonly input: Input;
  readonly solution: Solution;
}

const cases = [...drawCases(), tooEarly()];

function drawCases(): Case[] {
  const random = randomOf(1, 'naive');
  return Array.from({ length: INPUTS }, (_, i) => {
    const drawn = drawInput(random);
    const held = { id: 'calendars', parameters: { holdsOperators: true } };
    const rules = [...(drawn.rules ?? []), ...(i % 3 === 0 ? [held] : [])];
    const input = production.parse({ ...drawn, rules }) as Input;
    const { problem } = productionOf(input);
    const keys = Object.values(keysBy(problem));
    return Array.from({ length: PER_INPUT }, (_, k): Case => {
      const solution = solutionOf(problem, serially(problem, keys[k % keys.length]!));
      return { name: `input ${i}, schedule ${k}`, input, solution: spoilt(solution, random, k % 3) };
    });
  }).flat();
}

describe('the review and a plain reading of the rules, minute by minute', () => {
  test('agree on which rules are broken, and on every penalty', () => {
    const wrong = cases.flatMap(({ input, name, solution }) => {
      const { issues, penalties } = production.review(input, solution);
      const { hard, soft } = naiveReview(input, solution);
      const told = [...new Set(issues.map(({ rule }) => rule))].sort().join();
      if (told !== [...hard].sort().join())
        return [`${name}: the review says ${told}, the reading ${[...hard].sort().join()}`];
      if (hard.size > 0) return [];
      const weights = new Map([['place', 60_000]]);
      return [...soft]
        .filter(([rule, cost]) => penalties[rule] !== cost * (weights.get(rule) ?? 1))
        .map(([rule, cost]) => `${name}: ${rule} costs ${penalties[rule]}, not ${cost}`);
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('have seen rules broken and kept', () => {
    const broken = cases.map(({ input, solution }) => naiveReview(input, solution).hard);
    const seen = new Set(broken.flatMap((hard) => [...hard]));
    expect([...seen].sort()).toEqual(
      ['calendars', 'idle-bounds', 'machines', 'materials', 'operators', 'precedence', 'structure', 'window'].sort(),
    );
    const legal = broken.filter(({ size }) => size === 0).length;
    expect(legal).toBeGreaterThan(cases.length / 5);
    expect(legal).toBeLessThan((4 * cases.length) / 5);
  });

  test('a schedule is a solution of the model exactly when it breaks no rule, at the same penalty', () => {
    const wrong = cases.flatMap((one) => disagreement(one) ?? []);
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test.each(['calendars', 'machines', 'operators', 'precedence', 'materials'])(
    'a model whose %s posts nothing is caught',
    (template) => {
      const silent = RULES.find((rule) => rule.template === template)!;
      expect(cases.some((one) => disagreement(one, silent.template) !== undefined)).toBe(true);
    },
  );
});

/** Work that begins ten minutes before its steel is there, and breaks nothing else. */
function tooEarly(): Case {
  const input = production.parse({
    horizon: { from: '2026-05-04', to: '2026-05-04' },
    resources: [{ id: 'a', kind: 'machine', capabilities: [{ does: 'turn' }] }],
    materials: [{ id: 'steel', deliveries: [{ at: '2026-05-04T08:20', quantity: 1 }] }],
    orders: [
      {
        id: 'one',
        operations: [{ id: 'turn', core: { minutes: 30 }, consumes: [{ material: 'steel', quantity: 1 }] }],
      },
    ],
    rules: ['flow-time', 'makespan'].map((id) => ({ id, weight: 1 })),
  }) as Input;
  const phases = [{ from: '2026-05-04T08:10', to: '2026-05-04T08:40', operators: [] }];
  const batches = [{ machine: 'a', quantity: 1, phases }];
  return {
    name: 'too early',
    input,
    solution: { operations: [{ order: 'one', operation: 'turn', batches }], sequence: [] },
  };
}

/** What model and checks say otherwise of a schedule; `silent` is a rule that posts nothing. */
function disagreement({ input, name, solution }: Case, silent?: string): string | undefined {
  const sound = productionOf(input);
  const rules = sound.rules.map((active) =>
    active.rule.template === silent ? { ...active, rule: { ...active.rule, post() {} } } : active,
  );
  const schedule = new Schedule(sound.problem, runsIn(sound.problem, solution));
  const { breaches, penalty } = check(sound, schedule);
  const told = breaches.length > 0 ? `breaks ${breaches[0]!.rule}: ${breaches[0]!.text}` : penalty;
  // What the form of the model leaves no room for, such as another length, it has no values for.
  if (
    breaches.some(
      ({ rule, text }) => rule === 'structure' || /needs|does not have/.test(rule === 'operators' ? text : ''),
    )
  ) {
    return undefined;
  }
  const built = buildFrom({ ...sound, rules }, false);
  const values = valuesOf(built, schedule);
  const placed = built.posting.operations.filter(({ presence }) => values[presence] === 1).length;
  if (placed < schedule.assignments.size) return breaches.length > 0 ? undefined : `${name}: no room for it`;
  const says = isFeasible(built.model, values) ? objectiveOf(built.model, values) : 'forbids';
  if (says === told || (says === 'forbids' && breaches.length > 0)) return undefined;
  // Which operators of a team do what is told afterwards, so that others may be named than overlap here.
  if (says !== 'forbids' && breaches.every(({ rule }) => rule === 'operators')) {
    const named = check(sound, new Schedule(sound.problem, runsAt(built, values)));
    if (named.breaches.length === 0 && named.penalty === says) return undefined;
  }
  return `${name}: the model says ${says}, the checks ${told}`;
}
