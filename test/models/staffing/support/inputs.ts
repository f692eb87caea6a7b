import fc from 'fast-check';
import type { Input } from '../../../../models/staffing/input.ts';
import { parse } from '../../../../models/staffing/parse.ts';
import { DovetailError } from '../../../../src/errors.ts';

/** Monday; the week that it is in began the day before. */
const FIRST = Date.UTC(2026, 0, 5);

/** The date that is some days after 2026-01-05, a Monday. */
export function date(day: number): string {
  return new Date(FIRST + day * 86_400_000).toISOString().slice(0, 10);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** How large random inputs are. */
export interface Size {
  readonly events: number;
  readonly employees: number;
  readonly days: number;
  readonly posted: number;
}

const TYPES = [
  'core',
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
] as const;

const TWO_BLOCKS = [
  { number: 1, arrive: '08:00', onFloor: '08:15', lunch: '11:00', offFloor: '14:00', depart: '14:15' },
  { number: 2, arrive: '14:00', onFloor: '14:15', lunch: '17:00', offFloor: '20:00', depart: '22:00' },
];

/** Rules with tight numbers, so that small inputs meet their limits. */
const overrides = fc.record({
  H11: fc.constantFrom(1, 2),
  H12: fc.constantFrom(1, 2, 6),
  H23: fc.constantFrom(1, 5),
  H24: fc.constantFrom(400, 800, 2400),
  H20: fc.constantFrom(240, 480),
  S10: fc.constantFrom(0, 1, 5),
  multiplier: fc.constantFrom(0.25, 1, 2.5),
});

/** Rules that the profile does not have. */
const BEYOND = [
  { id: 'days', template: 'max-days-per-week', parameters: { max: 2 } },
  { id: 'row', template: 'max-consecutive-days', parameters: { max: 2 } },
  { id: 'rest', template: 'min-rest', parameters: { hours: 11 } },
  { id: 'overlap', template: 'no-overlap', parameters: {} },
];

/** Random retail inputs, as a person could write them; not all of them are free of faults. */
export function retailInputs(size: Size): fc.Arbitrary<Record<string, unknown>> {
  const employee = fc.nat(size.employees - 1).map((i) => `p${i}`);
  const day = fc.nat(size.days - 1);
  const employees = fc.array(
    fc.record({
      role: fc.constantFrom('lead', 'specialist', 'club-supervisor', 'juicer-barista'),
      skills: fc.constantFrom([], [], ['juicer']),
      off: fc.option(fc.constantFrom(...WEEKDAYS), { nil: undefined }),
      away: fc.option(day, { nil: undefined, freq: 4 }),
    }),
    { minLength: size.employees, maxLength: size.employees },
  );
  const events = fc.array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      start: day,
      length: fc.integer({ min: 1, max: size.days }),
      pairing: fc.option(fc.constantFrom('a', 'b'), { nil: undefined, freq: 3 }),
      product: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
      priority: fc.constantFrom('low', 'normal', 'high'),
      minutes: fc.option(fc.constantFrom(240, 480), { nil: undefined, freq: 3 }),
      old: fc.option(fc.record({ employee, day }), { nil: undefined, freq: 6 }),
    }),
    { minLength: 1, maxLength: size.events },
  );
  const posted = fc.array(
    fc.record({
      employee,
      day: fc.integer({ min: -3, max: size.days + 2 }),
      type: fc.constantFrom('core', 'core', 'juicer-production', 'juicer-deep-clean', 'other'),
      block: fc.constantFrom(1, 2),
      product: fc.constantFrom('x', 'y', undefined),
      pairing: fc.constantFrom('a', undefined, undefined),
    }),
    { maxLength: size.posted },
  );
  const rotations = fc.array(
    fc.record({
      weekday: fc.constantFrom(...WEEKDAYS),
      kind: fc.constantFrom('juicer', 'primary-lead'),
      employee,
      backup: employee,
    }),
    { maxLength: 6 },
  );
  const extras = fc.record({
    overrides,
    beyond: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.subarray(BEYOND)),
    holiday: fc.option(day, { nil: undefined, freq: 4 }),
    affinity: fc.array(
      fc.record({ event: fc.nat(size.events - 1), employee, score: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        maxLength: 3,
      },
    ),
    pin: fc.option(fc.record({ event: fc.nat(size.events - 1), employee, day, block: fc.constantFrom(1, 2) }), {
      nil: undefined,
      freq: 5,
    }),
  });
  return fc.record({ employees, events, posted, rotations, extras }).map((parts) => inputFrom(parts, size.days));
}

interface Parts {
  readonly employees: readonly {
    role: string;
    skills: readonly string[];
    off: string | undefined;
    away: number | undefined;
  }[];
  readonly events: readonly {
    type: string;
    start: number;
    length: number;
    pairing: string | undefined;
    product: string | undefined;
    priority: string;
    minutes: number | undefined;
    old: { employee: string; day: number } | undefined;
  }[];
  readonly posted: readonly {
    employee: string;
    day: number;
    type: string;
    block: number;
    product: string | undefined;
    pairing: string | undefined;
  }[];
  readonly rotations: readonly { weekday: string; kind: string; employee: string; backup: string }[];
  readonly extras: {
    overrides: Record<string, number>;
    beyond: readonly Record<string, unknown>[];
    holiday: number | undefined;
    affinity: readonly { event: number; employee: string; score: number }[];
    pin: { event: number; employee: string; day: number; block: number } | undefined;
  };
}

function inputFrom({ employees, events, posted, rotations, extras }: Parts, days: number): Record<string, unknown> {
  const isPaired = (type: string): boolean =>
    ['core', 'supervisor', 'juicer-production', 'juicer-survey'].includes(type);
  const { H11, H12, H20, H23, H24, S10, multiplier } = extras.overrides;
  const pinned = extras.pin && events[extras.pin.event];
  const seen = new Set<string>();
  const once = (key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  return {
    profile: 'retail',
    horizon: { from: date(0), to: date(days - 1) },
    blocks: TWO_BLOCKS,
    employees: employees.map(({ away, off, role, skills }, i) => ({
      id: `p${i}`,
      role,
      skills,
      ...(off ? { weekly: { [off]: false } } : {}),
      ...(away === undefined ? {} : { timeOff: [{ from: date(away), to: date(away) }] }),
    })),
    events: events.map((event, i) => ({
      id: `e${i}`,
      type: event.type,
      start: date(event.start),
      due: date(event.start + event.length),
      priority: event.priority,
      ...(isPaired(event.type) && event.pairing && once(`${event.type} ${event.pairing}`)
        ? { pairing: event.pairing }
        : {}),
      ...(event.product ? { product: event.product } : {}),
      ...(event.minutes ? { minutes: event.minutes } : {}),
      ...(event.old && extras.pin?.event !== i
        ? {
            posted: {
              employee: event.old.employee,
              day: date(event.old.day),
              movable: true,
              ...(event.type === 'core' ? { block: 1 } : {}),
            },
          }
        : {}),
    })),
    posted: posted.map(({ block, day, pairing, product, ...rest }, i) => ({
      event: `x${i}`,
      day: date(day),
      ...rest,
      ...(rest.type === 'core' ? { block } : {}),
      ...(product ? { product } : {}),
      ...(pairing && rest.type === 'core' && once(`posted ${pairing}`) ? { pairing } : {}),
    })),
    pins:
      extras.pin && pinned
        ? [
            {
              event: `e${extras.pin.event}`,
              employee: extras.pin.employee,
              day: date(extras.pin.day),
              ...(pinned.type === 'core' ? { block: extras.pin.block } : {}),
            },
          ]
        : [],
    rotations: rotations.filter(({ kind, weekday }) => once(`${kind} ${weekday}`)),
    holidays: extras.holiday === undefined ? [] : [date(extras.holiday)],
    affinity: extras.affinity
      .filter(({ event, employee }) => event < events.length && once(`affinity ${event} ${employee}`))
      .map(({ event, ...rest }) => ({ event: `e${event}`, ...rest })),
    rules: [
      { id: 'H11', parameters: { max: H11 } },
      { id: 'H12', parameters: { max: H12 } },
      { id: 'H20', parameters: { minutes: H20 } },
      { id: 'H23', parameters: { max: H23 } },
      { id: 'H24', parameters: { max: H24 } },
      { id: 'S10', parameters: { max: S10 } },
      ...extras.beyond,
    ],
    preferences: [{ keyword: 'rotation', multiplier }],
  };
}

/** The input, or undefined when it has a fault, such as a pin that breaks a rule. */
export function parsedOrNot(value: unknown): Input | undefined {
  try {
    return parse(value);
  } catch (thrown) {
    if (thrown instanceof DovetailError && thrown.code.startsWith('input/')) return undefined;
    throw thrown;
  }
}
