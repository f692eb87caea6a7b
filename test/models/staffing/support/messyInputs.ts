import fc from 'fast-check';
import { date, retailInputs, type Size } from './inputs.ts';

const TYPES = [
  'core',
  'core',
  'supervisor',
  'juicer',
  'juicer-production',
  'juicer-survey',
  'juicer-deep-clean',
  'freeosk',
  'digital-refresh',
  'other',
  'night',
  'early',
] as const;

/** Days beyond the horizon on which there may be posted work; farther than any rule but pairs looks. */
const AROUND = 24;

type Json = Record<string, unknown>;

/** Types of events of which some become nights and mornings. */
const TIMELESS = new Set<unknown>(['freeosk', 'other', 'digital-refresh', 'juicer']);

const NIGHT = { number: 3, arrive: '20:00', onFloor: '20:15', lunch: '23:00', offFloor: '03:45', depart: '04:00' };

/**
 * Random retail inputs whose posted work nobody looked after: rules broken by themselves, followers away from their
 * leaders or without one, several under one key, bases that may move away from what relies on them, work long before
 * and after the horizon, locked and frozen days, an earlier schedule of which half is gone.
 */
export function messyInputs(size: Size): fc.Arbitrary<Json> {
  const employee = fc.nat(size.employees - 1).map((i) => `p${i}`);
  const day = fc.nat(size.days - 1);
  const event = fc.nat(size.events - 1);
  const posted = fc.array(
    fc.record({
      employee,
      day: fc.oneof(
        { weight: 4, arbitrary: day },
        { weight: 1, arbitrary: fc.integer({ min: -AROUND, max: size.days + AROUND }) },
      ),
      type: fc.constantFrom(...TYPES),
      block: fc.constantFrom(1, 2, 3),
      pairing: fc.constantFrom('a', 'b', 'c', undefined, undefined),
      minutes: fc.constantFrom(undefined, undefined, 480, 900),
    }),
    { minLength: 2, maxLength: 8 },
  );
  const movable = fc.array(fc.record({ event, employee, day, movable: fc.constantFrom(true, true, false) }), {
    maxLength: 3,
  });
  const previous = fc.option(fc.array(fc.record({ event, employee, day }), { maxLength: 4 }), { nil: undefined });
  return fc
    .record({
      input: retailInputs(size),
      posted,
      movable,
      previous,
      locked: fc.array(day, { maxLength: 1 }),
      frozen: fc.array(day, { maxLength: 1 }),
      weight: fc.constantFrom(0, 50),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
      timed: fc.array(event, { maxLength: 3 }).map((list) => new Set(list)),
    })
    .map(({ input, ...mess }) => {
      const events = input.events as Json[];
      const isCore = (at: number): boolean => events[at]!.type === 'core';
      const known = new Set<number>((events as { posted?: unknown }[]).flatMap((one, at) => (one.posted ? [at] : [])));
      const pins = new Set((input.pins as { event: string }[]).map((pin) => pin.event));
      const once = <T extends { event: number }>(list: readonly T[]): T[] => [
        ...new Map(list.filter((one) => one.event < events.length).map((one) => [one.event, one])).values(),
      ];
      const place = (one: { event: number; employee: string; day: number }): Json => ({
        event: `e${one.event}`,
        employee: one.employee,
        day: date(one.day),
        ...(isCore(one.event) ? { block: 1 } : {}),
      });
      return {
        ...input,
        types: { night: { time: '22:00', minutes: 480 }, early: { time: '05:00', minutes: 240 } },
        blocks: [...(input.blocks as Json[]), NIGHT],
        timeZone: mess.timeZone,
        events: events.map((one, at) =>
          mess.timed.has(at) && TIMELESS.has(one.type) ? { ...one, type: at % 2 ? 'night' : 'early' } : one,
        ),
        posted: [
          ...(input.posted as Json[]),
          ...mess.posted.map(({ block, day: at, ...rest }, i) => ({
            ...rest,
            event: `m${i}`,
            day: date(at),
            ...(rest.type === 'core' ? { block } : {}),
          })),
          ...once(mess.movable)
            .filter((one) => !known.has(one.event) && !pins.has(`e${one.event}`))
            .map((one) => ({ ...place(one), movable: one.movable })),
        ],
        lockedDays: mess.locked.map(date),
        frozenDays: mess.previous ? mess.frozen.map(date) : [],
        ...(mess.previous ? { previous: { assignments: once(mess.previous).map(place) } } : {}),
        rules: [
          ...(input.rules as Json[]),
          ...(mess.previous ? [{ id: 'calm', template: 'least-change', weight: mess.weight }] : []),
        ],
      };
    });
}
