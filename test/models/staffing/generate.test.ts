import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InputDraft } from '../../../models/staffing/generate/entities.ts';
import { generate, REFERENCE_SIZES, type Size } from '../../../models/staffing/generate.ts';
import { staffing } from '../../../models/staffing/index.ts';
import { inputSchema } from '../../../models/staffing/input.ts';
import { retail } from '../../../models/staffing/profiles/retail.ts';
import { randomOf } from '../../../src/domain/random.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { DomainResult } from '../../../src/solve/result.ts';
import { allPosted, minutesOf, postedFaults, weekOf } from './support/postedFaults.ts';
import { reviewPosted } from './support/reviewPosted.ts';

type Name = keyof typeof REFERENCE_SIZES;

const of = (name: Name, seed = 1): InputDraft => generate({ ...REFERENCE_SIZES[name], seed });

const sizesOf = (input: InputDraft): Size => ({
  events: input.events!.length,
  employees: input.employees!.length,
  days: (Date.parse(input.horizon!.to) - Date.parse(input.horizon!.from)) / 86_400_000 + 1,
  posted: input.posted!.length + input.events!.filter(({ posted }) => posted).length,
});

/** How much of some work there is for each key, largest first. */
const most = (keys: readonly string[]): number =>
  Math.max(...[...Map.groupBy(keys, (key) => key).values()].map((l) => l.length));

describe('determinism', () => {
  test('a small instance is what it was', async () => {
    const input = generate({ events: 14, employees: 6, days: 14, posted: 30, seed: 7 });
    await expect(`${JSON.stringify(input, null, 2)}\n`).toMatchFileSnapshot('golden/generate.golden.json');
  });

  test('the reference sizes have the bytes that they had', async () => {
    const lines = (Object.keys(REFERENCE_SIZES) as Name[]).map((name) => {
      const hash = createHash('sha256')
        .update(JSON.stringify(of(name)))
        .digest('hex');
      return `${name} seed 1 ${hash}\n`;
    });
    await expect(lines.join('')).toMatchFileSnapshot('golden/generate.golden.txt');
  });

  test('the same seed gives the same bytes, another seed others', () => {
    expect(JSON.stringify(of('R1', 3))).toBe(JSON.stringify(of('R1', 3)));
    expect(JSON.stringify(of('R1', 3))).not.toBe(JSON.stringify(of('R1', 4)));
  });

  test('streams of one seed differ, and their numbers stay in range', () => {
    const numbers = (stream: string): number[] => {
      const random = randomOf(1, stream);
      return Array.from({ length: 200 }, () => random.between(3, 5));
    };
    expect(numbers('team')).not.toEqual(numbers('events'));
    expect(new Set(numbers('team'))).toEqual(new Set([3, 4, 5]));
  });
});

describe('any size', () => {
  test('gives the counts asked for, without a fault, and posted work that keeps the rules', () => {
    const size = fc.record({
      events: fc.integer({ min: 1, max: 100 }),
      employees: fc.integer({ min: 1, max: 30 }),
      days: fc.integer({ min: 1, max: 40 }),
      posted: fc.integer({ min: 0, max: 120 }),
      seed: fc.integer({ min: 0, max: 0xffffffff }),
    });
    fc.assert(
      fc.property(size, ({ seed, ...asked }) => {
        const input = generate({ ...asked, seed });
        expect(sizesOf(input)).toEqual(asked);
        expect(inputSchema.safeParse(input).error?.issues ?? []).toEqual([]);
        staffing.parse(input);
        expect(postedFaults(input)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    { events: 0, employees: 1, days: 1, posted: 0, seed: 1 },
    { events: 1, employees: 0, days: 1, posted: 0, seed: 1 },
    { events: 1, employees: 1, days: 367, posted: 0, seed: 1 },
    { events: 1, employees: 1, days: 1.5, posted: 0, seed: 1 },
    // One person has room for some thousand pieces of work in two years.
    { events: 1, employees: 1, days: 1, posted: 50_000, seed: 1 },
  ])('refuses %o', (size) => {
    expect(() => generate(size)).toThrow(DovetailError);
  });
});

describe.each(['R1', 'R2', 'R3', 'R4'] as const)('%s', (name) => {
  const input = of(name);
  const work = allPosted(input);

  test('has its size and no fault', () => {
    expect(sizesOf(input)).toEqual(REFERENCE_SIZES[name]);
    staffing.parse(input);
  });

  test('has posted work that keeps every hard rule, by a naive count and by the review', () => {
    expect(postedFaults(input)).toEqual([]);
    expect(reviewPosted(input).issues).toEqual([]);
  });

  test('has every type of the profile among the events, and among the posted work', () => {
    const types = Object.keys(retail.types).sort();
    expect([...new Set(input.events!.map(({ type }) => type))].sort()).toEqual(types);
    const posted = new Set(work.map(({ type }) => type));
    // One deep clean in a hundred pieces is too rare for the smallest size.
    expect(types.filter((type) => !posted.has(type) && type !== 'juicer-deep-clean')).toEqual([]);
  });

  test('pairs every follower with one leader of the same dates', () => {
    const leaders: Record<string, string> = { supervisor: 'core', 'juicer-survey': 'juicer-production' };
    for (const event of input.events!.filter(({ type }) => leaders[type])) {
      const found = input.events!.filter((one) => one.pairing === event.pairing && one.type === leaders[event.type]);
      expect(found).toMatchObject([{ start: event.start, due: event.due }]);
    }
  });

  test('has somebody at each weekly limit: six core, five juicer, 2,400 minutes', () => {
    const weekly = (types: readonly string[]): string[] =>
      work.filter(({ type }) => types.includes(type)).map(({ day, employee }) => `${employee} ${weekOf(day)}`);
    expect(most(weekly(['core']))).toBe(6);
    expect(most(weekly(['juicer', 'juicer-production']))).toBe(5);
    const minutes = Map.groupBy(work, ({ day, employee }) => `${employee} ${weekOf(day)}`);
    const totals = [...minutes.values()].map((list) => list.reduce((sum, one) => sum + minutesOf(one), 0));
    // 2,400 less a supervisor visit or two.
    expect(Math.max(...totals)).toBeGreaterThan(2380);
  });

  test('has more core events for some day alone than the day has blocks left', () => {
    const blocks = input.blocks?.length ?? 8;
    const only = input.events!.filter(
      ({ due, start, type, active, posted }) =>
        type === 'core' && active !== false && !posted && Date.parse(due) - Date.parse(start) === 86_400_000,
    );
    const isCrowded = [...Map.groupBy(only, ({ start }) => start)].some(([day, events]) => {
      const taken = input.posted!.filter((one) => one.type === 'core' && one.day === day).length;
      return taken < blocks && events.length > blocks - taken;
    });
    expect(isCrowded).toBe(true);
  });

  test('has posted work before and after the horizon in the weeks that it touches', () => {
    const { from, to } = input.horizon!;
    expect(work.some(({ day }) => day < from && weekOf(day) === weekOf(from))).toBe(true);
    expect(work.some(({ day }) => day > to && weekOf(day) === weekOf(to))).toBe(true);
  });

  test('has something for every rule about people, time and wishes to talk about', () => {
    const { affinity, employees, events, holidays, lockedDays, pins, preferences, rotationExceptions, rotations } =
      input;
    const opinions = employees!.flatMap(({ overrides = [] }) => overrides.flatMap(({ days }) => Object.values(days)));
    const isWithin = (date: string): boolean => date >= input.horizon!.from && date <= input.horizon!.to;
    expect({
      holidays: holidays!.some(isWithin),
      lockedDays: lockedDays!.filter(isWithin).length,
      overrides: [...new Set(opinions)].sort(),
      timeOff: employees!.some(({ timeOff }) => timeOff?.some(({ from }) => isWithin(from))),
      termination: employees!.some(({ terminationDate }) => terminationDate && isWithin(terminationDate)),
      inactive: employees!.some(({ active }) => active === false),
      ownCaps: employees!.some(({ caps }) => caps),
      skills: employees!.some(({ skills }) => skills?.includes('juicer')),
      rotations: [...new Set(rotations!.map(({ kind }) => kind))],
      backups: rotations!.some(({ backup }) => backup),
      exceptions: rotationExceptions!.some(({ date }) => isWithin(date)),
      fullDay: events!.some(({ minutes }) => minutes === 480),
      withoutMinutes: events!.some(({ minutes }) => minutes === undefined),
      priorities: [...new Set(events!.map(({ priority = 'normal' }) => priority))].sort(),
      inactiveEvent: events!.some(({ active }) => active === false),
      byHand: events!.some(({ autoSchedule }) => autoSchedule === false),
      movable: events!.filter(({ posted }) => posted?.movable).length >= 3,
      fixed: events!.some(({ posted }) => posted && !posted.movable),
      sameProduct:
        most(events!.filter(({ product }) => product).map(({ product, start }) => `${product} ${start}`)) > 1,
      pins: pins!.length > 0,
      preferences: preferences!.length > 0,
      affinity: affinity!.length > 0,
    }).toEqual({
      ...{ holidays: true, lockedDays: 2, overrides: [false, null, true], timeOff: true, termination: true },
      ...{ inactive: true, ownCaps: true, skills: true, rotations: ['juicer', 'primary-lead'], backups: true },
      ...{ exceptions: true, fullDay: true, withoutMinutes: true, priorities: ['critical', 'high', 'low', 'normal'] },
      ...{ inactiveEvent: true, byHand: true, movable: true, fixed: true, sameProduct: true, pins: true },
      ...{ preferences: true, affinity: true },
    });
  });
});

test('some events of R1 have no place even alone, each kind of reason once at least', () => {
  const input = staffing.parse(of('R1'));
  const nothing = staffing.result(staffing.build(input), { assignments: [] }, 'optimal') as DomainResult;
  const kinds = new Set(nothing.notPlaced.map(({ reason }) => reason.kind));
  expect([...kinds]).toEqual(expect.arrayContaining(['no-valid-day', 'nobody-available', 'blocked', 'inactive']));
});
