import { describe, expect, it } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';
import { type Input, type InputDraft, inputSchema } from '../../../models/sessions/input.ts';
import { sessionsFor } from '../../../models/sessions/sessionsOf.ts';
import { type Random, randomOf } from '../../../src/domain/random.ts';
import { DovetailError } from '../../../src/errors.ts';
import { cases as counted } from '../../support/deep.ts';
import { drawInput, drawSolution } from '../../support/naiveSessions/draw.ts';
import { minute, type Solution } from '../../support/naiveSessions/facts.ts';
import { KNOWN, naiveReview, type PlainRule } from '../../support/naiveSessions.ts';

const SCHEDULES = counted(500, 3000);
const PER_INPUT = 5;
const ENOUGH = 5;

interface Case {
  readonly name: string;
  readonly input: Input;
  readonly rules: readonly PlainRule[];
  readonly solution: Solution;
}

const cases = drawCases(randomOf(1, 'naive'));

function drawCases(random: Random): Case[] {
  const found: Case[] = [];
  for (let i = 0; found.length < SCHEDULES; i++) {
    const input = parsedOrNot(drawInput(random));
    if (!input) continue;
    const rules = rulesOf(input);
    for (let k = 0; k < PER_INPUT; k++) {
      const solution = drawSolution(input, random, (one) => naiveReview(input, rules, one).hard.size === 0, k);
      found.push({ name: `input ${i}, schedule ${k}`, input, rules, solution });
    }
  }
  return found;
}

/** Pins may break rules, which is a fault that other tests are about. */
function parsedOrNot(draft: InputDraft): Input | undefined {
  try {
    return sessions.parse(draft) as Input;
  } catch (thrown) {
    if (thrown instanceof DovetailError && thrown.faults.every(({ code }) => code === 'pin-breaks-rule'))
      return undefined;
    throw thrown;
  }
}

function rulesOf(input: Input): PlainRule[] {
  return sessionsFor(input).rules.map(({ id, parameters, rule, weight }) => ({
    id,
    template: rule.template,
    parameters: parameters as Record<string, unknown>,
    weight,
  }));
}

/** What a review says otherwise than the plain reading. */
function differences({ input, rules, solution }: Case, given = input): string[] {
  const { issues } = sessions.review(given, solution);
  const plain = naiveReview(input, rules, solution);
  const told = new Set(issues.map(({ rule }) => rule));
  const hard = rules
    .filter(({ id }) => told.has(id) !== plain.hard.has(id))
    .map(({ id }) => `${id} is${plain.hard.has(id) ? '' : ' not'} broken`);
  // Penalties are of what is left when the review has withdrawn sessions, so that they are compared on legal ones.
  if (plain.hard.size > 0 || hard.length > 0) return hard;
  const { penalties } = sessions.review(given, solution);
  return [...plain.soft]
    .filter(([id, cost]) => penalties[id] !== cost)
    .map(([id, cost]) => `${id} costs ${penalties[id]}, expected ${cost}`);
}

describe('the review and a plain reading of the rules', () => {
  it(`agree on the broken rules and on every penalty, on ${SCHEDULES} schedules`, () => {
    expect(cases.flatMap((one) => differences(one).map((text) => `${one.name}: ${text}`))).toEqual([]);
  });

  it('have seen every hard rule broken and kept, and every soft one charged and free of charge', () => {
    const readings = cases.map((one) => ({ ...one, ...naiveReview(one.input, one.rules, one.solution) }));
    const templateOf = (rules: readonly PlainRule[], id: string): string =>
      rules.find((rule) => rule.id === id)!.template;
    const broken = readings.flatMap(({ hard, rules }) => [...hard].map((id) => templateOf(rules, id)));
    const legal = readings.filter(({ hard }) => hard.size === 0);
    const kept = legal.flatMap(({ rules }) => rules.map(({ template }) => template));
    const charged = legal.flatMap(({ rules, soft }) =>
      [...soft].filter(([, cost]) => cost > 0).map(([id]) => templateOf(rules, id)),
    );
    const free = legal.flatMap(({ rules, soft }) =>
      [...soft].filter(([, cost]) => cost === 0).map(([id]) => templateOf(rules, id)),
    );
    const rare = (list: string[], templates: readonly string[]) =>
      templates.filter((one) => list.filter((each) => each === one).length < ENOUGH);
    expect({
      broken: rare(broken, KNOWN.hard),
      kept: rare(kept, KNOWN.hard),
      charged: rare(charged, KNOWN.soft),
      free: rare(free, KNOWN.soft),
    }).toEqual({ broken: [], kept: [], charged: [], free: [] });
    expect(legal.length).toBeGreaterThan(cases.length / 5);
    expect(legal.length).toBeLessThan((cases.length * 4) / 5);
  });
});

describe('a review with a mistake', () => {
  const later = (time: string): string => {
    const at = minute(time) + 5;
    return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  };
  // Each reads one thing of the input wrongly and is right in all else.
  const misreadings = new Map<string, (input: Input) => Partial<InputDraft>>([
    [
      'bells that begin five minutes late',
      ({ bells }) => ({ bells: bells.map((bell) => ({ ...bell, from: later(bell.from) })) }),
    ],
    ['no activities', () => ({ activities: [] })],
    ['grades that are always there', () => ({ hours: [] })],
    ['nothing blocked', () => ({ blocked: [] })],
    [
      'providers of any capacity',
      ({ providers }) => ({ providers: providers.map((one) => ({ ...one, capacity: 99 })) }),
    ],
    ['posted sessions that are not there', () => ({ posted: [] })],
    ['posted sessions as long as others', ({ posted }) => ({ posted: posted.map(({ minutes: _, ...one }) => one) })],
    [
      'sessions held by the provider who was to',
      ({ posted }) => ({ posted: posted.map(({ deliveredBy: _, ...one }) => one) }),
    ],
    ['nobody’s wishes', ({ students }) => ({ students: students.map((one) => ({ ...one, prefer: [], avoid: [] })) })],
    [
      'everybody as important',
      ({ students }) => ({ students: students.map((one) => ({ ...one, priority: 'normal' as const })) }),
    ],
  ]);

  it.each([...misreadings.keys()])('is told when it reads %s', (name) => {
    const told = cases.some(
      (one) => differences(one, inputSchema.parse({ ...one.input, ...misreadings.get(name)!(one.input) })).length > 0,
    );
    expect(told).toBe(true);
  });
});
