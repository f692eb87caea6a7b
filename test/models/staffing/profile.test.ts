import { describe, expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { date } from './support/inputs.ts';

/** Day 0 is Monday 2026-01-05; the weeks of the horizon begin on days -1, 6 and 13. */
const HORIZON = { from: date(0), to: date(13) };

const TEAM = [
  { id: 'cs', role: 'club-supervisor' },
  { id: 'jb', role: 'juicer-barista' },
  { id: 'la', role: 'lead' },
  { id: 'lb', role: 'lead' },
  { id: 'sk', role: 'specialist', skills: ['juicer'] },
  { id: 'sp', role: 'specialist' },
];

const ROTATIONS = [
  { weekday: 'tuesday', kind: 'primary-lead', employee: 'la', backup: 'lb' },
  { weekday: 'tuesday', kind: 'juicer', employee: 'jb', backup: 'sk' },
];

/** `employee day type`, with `block`, `x` for posted and fields of the event after a slash, as in `sp 1 core 2 / {...}`. */
interface Line {
  readonly employee: string;
  readonly day: number;
  readonly type: string;
  readonly block?: number;
  readonly posted?: true;
  readonly event?: Record<string, unknown>;
}

function line(text: string, more: Record<string, unknown> = {}): Line {
  const [employee, day, type, block] = text.split(' ') as [string, string, string, string?];
  return {
    employee,
    day: Number(day),
    type,
    ...(block ? { block: Number(block) } : {}),
    ...(Object.keys(more).length ? { event: more } : {}),
  };
}

function posted(text: string): Line {
  return { ...line(text), posted: true };
}

/** The review of a schedule that is written down line by line. */
function reviewOf(lines: readonly Line[], input: Record<string, unknown> = {}) {
  const place = ({ block, day, employee }: Line) => ({ employee, day: date(day), ...(block ? { block } : {}) });
  const problem = staffing.parse({
    profile: 'retail',
    horizon: HORIZON,
    employees: TEAM,
    rotations: ROTATIONS,
    events: lines.flatMap(({ event, posted: isPosted, type }, i) =>
      isPosted ? [] : [{ id: `e${i}`, type, start: date(0), due: date(14), ...event }],
    ),
    posted: lines.flatMap((one, i) => (one.posted ? [{ event: `x${i}`, type: one.type, ...place(one) }] : [])),
    ...input,
  });
  const assignments = lines.flatMap((one, i) => (one.posted ? [] : [{ event: `e${i}`, ...place(one) }]));
  return staffing.review(problem, staffing.parseSolution(problem, { assignments }));
}

const week = (employee: string, type: string, days: readonly number[]): Line[] =>
  days.map((day) => line(`${employee} ${day} ${type}${type === 'core' ? ' 1' : ''}`));

const P = { pairing: 'p' };

/** Only sp is there, with something to say about when. */
const sp = (when: Record<string, unknown>) => ({
  employees: [{ id: 'sp', role: 'specialist', ...when }],
  rotations: [],
});

type Case = [name: string, lines: Line[], broken: string[], input?: Record<string, unknown>];

const HARD: Case[] = [
  ['H1-H4: a core event takes a block', [line('sp 0 core')], ['H1-H4']],
  ['H1-H4: other events take none', [line('la 0 other 1')], ['H1-H4']],
  ['H1-H4: an event stays within its dates', [line('sp 3 core 1', { due: date(3) })], ['H1-H4']],
  ['H1-H4: the last valid day is the one before the due date', [line('sp 2 core 1', { due: date(3) })], []],
  [
    'H5: nobody works during time off, its last day included',
    [line('sp 2 core 1')],
    ['H5'],
    sp({ timeOff: [{ from: date(1), to: date(2) }] }),
  ],
  ['H5: the termination date is the last day of work', [line('sp 2 core 1')], [], sp({ terminationDate: date(2) })],
  ['H5: nobody works after the termination date', [line('sp 3 core 1')], ['H5'], sp({ terminationDate: date(2) })],
  ['H6: nobody works against the weekly pattern', [line('sp 1 core 1')], ['H6'], sp({ weekly: { tuesday: false } })],
  [
    'H6: an override opens a day that the pattern closes',
    [line('sp 1 core 1')],
    [],
    sp({ weekly: { tuesday: false }, overrides: [{ from: date(1), to: date(1), days: { tuesday: true } }] }),
  ],
  [
    'H6: an override without an opinion leaves the pattern',
    [line('sp 1 core 1')],
    ['H6'],
    sp({
      weekly: { tuesday: false },
      overrides: [{ from: date(1), to: date(1), days: { tuesday: null, monday: true } }],
    }),
  ],
  ['H7: nothing on a holiday', [line('sp 1 core 1')], ['H7'], { holidays: [date(1)] }],
  ['H8: nothing on a locked day', [line('sp 1 core 1')], ['H8'], { lockedDays: [date(1)] }],
  ['H9: a lead is not qualified for the juicer', [line('la 0 juicer')], ['H9']],
  ['H9: the skill is enough', [line('sk 0 juicer')], []],
  ['H10: a specialist is not qualified for other work', [line('sp 0 other')], ['H10']],
  ['H19: a barista does not supervise', [line('sp 0 core 1', P), line('jb 0 supervisor', P)], ['H16', 'H19']],
  ['H11: one core a day', [line('sp 0 core 1'), line('sp 0 core 2')], ['H11']],
  ['H11: the club supervisor may have two', [line('cs 0 core 1'), line('cs 0 core 2')], []],
  ['H11: posted work counts', [line('sp 0 core 1'), posted('sp 0 core 2')], ['H11']],
  ['H12: six cores a week', week('sp', 'core', [6, 7, 8, 9, 10, 11]), [], { rules: [{ id: 'H24', enabled: false }] }],
  ['H12: not seven', week('sp', 'core', [6, 7, 8, 9, 10, 11, 12]), ['H12'], { rules: [{ id: 'H24', enabled: false }] }],
  ['H13: juicer work excludes core', [line('jb 0 juicer'), line('jb 0 core 1')], ['H13']],
  [
    'H14: no deep clean on a day with production, by anybody',
    [line('sk 0 juicer-deep-clean'), line('jb 0 juicer-production')],
    ['H14'],
  ],
  ['H14: the juicer alone does not mind', [line('sk 0 juicer-deep-clean'), line('jb 0 juicer')], []],
  ['H16: both on one day', [line('sp 0 core 1', P), line('cs 0 supervisor', P)], []],
  ['H16: not on two', [line('sp 0 core 1', P), line('cs 1 supervisor', P)], ['H16']],
  ['H16: any lead is on the list', [line('sp 0 core 1', P), line('lb 0 supervisor', P)], []],
  [
    'H16: a posted leader',
    [line('cs 0 supervisor', P)],
    [],
    { posted: [{ event: 'x', type: 'core', employee: 'sp', day: date(0), block: 1, ...P }] },
  ],
  [
    'H17: the survey is for the same person',
    [line('jb 0 juicer-production', P), line('sk 0 juicer-survey', P)],
    ['H17'],
  ],
  ['H18: a kiosk without a base', [line('la 0 freeosk')], ['H18']],
  ['H18: a kiosk with a base', [line('la 0 freeosk'), line('la 0 core 1')], []],
  ['H18: a posted base counts', [line('la 0 freeosk'), posted('la 0 core 1')], []],
  ['H20: eight hours exclude another base', [line('cs 0 core 1', { minutes: 480 }), line('cs 0 core 2')], ['H20']],
  ['H20: seven hours and 59 minutes do not', [line('cs 0 core 1', { minutes: 479 }), line('cs 0 core 2')], []],
  ['H21: one core for a block', [line('sp 0 core 1'), line('la 0 core 1')], ['H21']],
  ['H22: one juicer a day', [line('jb 0 juicer'), line('jb 0 juicer-production')], ['H22']],
  ['H23: five juicer days a week', week('jb', 'juicer', [6, 7, 8, 9, 10]), []],
  ['H23: not six', week('jb', 'juicer', [6, 7, 8, 9, 10, 11]), ['H23'], { rules: [{ id: 'H24', enabled: false }] }],
  // 6 x 390 = 2340; 60 more are exactly the cap, 61 are not.
  ['H24: 2400 minutes a week', [...week('la', 'core', [6, 7, 8, 9, 10, 11]), line('la 6 other')], []],
  ['H24: not one more', [...week('la', 'core', [6, 7, 8, 9, 10, 11]), line('la 6 other', { minutes: 61 })], ['H24']],
];

describe('a schedule breaks exactly the rules that it should', () => {
  test.each(HARD)('%s', (...[, lines, broken, input]: Case) => {
    const { isLegal, issues } = reviewOf(lines, input);
    expect([...new Set(issues.map(({ rule }) => rule))].sort()).toEqual(broken);
    expect(isLegal).toBe(broken.length === 0);
  });
});

const costs = (lines: readonly Line[], input?: Record<string, unknown>) => reviewOf(lines, input).penalties;

describe('a schedule costs what the profile says', () => {
  const unplaced = (event: Record<string, unknown>) => ({
    events: [{ id: 'u', type: 'core', start: date(0), due: date(5), ...event }],
  });

  test('S1, S2, S3: an unplaced core of high priority, due in 5 days: 1000 x 2, 10 x (21 - 5), 5 x (10 - 6)', () => {
    expect(costs([], unplaced({ priority: 'high' }))).toMatchObject({ S1: 2000, S2: 160, S3: 20 });
  });

  test('S2: nothing from 21 days on', () => {
    expect(costs([], unplaced({ due: date(21) }))).toMatchObject({ S2: 0 });
    expect(costs([], unplaced({ due: date(20) }))).toMatchObject({ S2: 10 });
  });

  test('S3: a type that is not listed has rank 9', () => {
    expect(costs([], unplaced({ type: 'other' }))).toMatchObject({ S3: 5 });
  });

  test('an inactive event costs nothing', () => {
    expect(reviewOf([], unplaced({ active: false })).penalty).toBe(0);
  });

  test.each([
    ['jb', 0],
    ['sk', 25],
    ['cs', 50],
  ])('S4: the juicer of Tuesday, %s: %i', (who, S4) => {
    expect(costs([line(`${who} 1 juicer`)])).toMatchObject({ S4 });
  });

  test('S4: nothing on a day without rotation', () => {
    expect(costs([line('cs 2 juicer')])).toMatchObject({ S4: 0 });
  });

  test.each([
    [1, 200],
    [2, 600],
    [3, 1200],
    [4, 2000],
    [5, 3000],
  ])('S5: %i misuses in a week cost %i', (times, S5) => {
    expect(costs(week('cs', 'core', [6, 7, 8, 9, 10].slice(0, times)))).toMatchObject({ S5 });
  });

  test('S5: each week begins anew, and posted misuse comes first and is not the run’s', () => {
    expect(costs(week('cs', 'core', [5, 6]))).toMatchObject({ S5: 400 });
    expect(costs([posted('cs 7 core 1'), line('cs 8 core 1')])).toMatchObject({ S5: 400 });
  });

  test('S6: a lead supervises although the club supervisor is there', () => {
    expect(costs([line('sp 0 core 1', P), line('la 0 supervisor', P)])).toMatchObject({ S6: 20 });
    expect(costs([line('sp 0 core 1', P), line('cs 0 supervisor', P)])).toMatchObject({ S6: 0 });
  });

  test('S6: without the club supervisor, the primary lead is first, then the backup', () => {
    const input = { employees: TEAM.map((one) => (one.id === 'cs' ? { ...one, weekly: { tuesday: false } } : one)) };
    expect(costs([line('sp 1 core 1', P), line('la 1 supervisor', P)], input)).toMatchObject({ S6: 0 });
    expect(costs([line('sp 1 core 1', P), line('lb 1 supervisor', P)], input)).toMatchObject({ S6: 20 });
  });

  test('S7: the primary lead in another block than the first', () => {
    expect(costs([line('la 1 core 2')])).toMatchObject({ S7: 25 });
    expect(costs([line('la 1 core 1')])).toMatchObject({ S7: 0 });
    expect(costs([line('lb 1 core 2')])).toMatchObject({ S7: 0 });
  });

  test('S8: a kiosk that is not the primary lead’s', () => {
    expect(costs([line('lb 1 core 1'), line('lb 1 freeosk')])).toMatchObject({ S8: 20 });
    expect(costs([line('la 1 core 1'), line('la 1 freeosk')])).toMatchObject({ S8: 0 });
  });

  test('S9: 5 x (most - least), the club supervisor left out, posted work in', () => {
    expect(costs([posted('sp 0 core 1'), line('sp 1 core 1'), ...week('cs', 'core', [2, 3, 4])])).toMatchObject({
      S9: 10,
    });
  });

  test('S10: seven productions of the team in a week, two too many', () => {
    const lines = [...week('jb', 'juicer-production', [6, 7, 8, 9]), ...week('sk', 'juicer-production', [6, 7, 8])];
    expect(costs(lines)).toMatchObject({ S10: 200 });
  });

  test('S11: one product three times on a day, once posted', () => {
    const product = { product: 'cola' };
    const input = { posted: [{ event: 'x', type: 'core', employee: 'la', day: date(0), block: 1, ...product }] };
    expect(costs([line('sp 0 core 2', product), line('sk 0 core 3', product)], input)).toMatchObject({ S11: 150 });
    expect(costs([line('sp 0 core 2', product), line('sk 1 core 3', product)], input)).toMatchObject({ S11: 75 });
  });

  test('S12: days that the run opens', () => {
    expect(
      costs([posted('la 0 core 1'), line('la 0 freeosk'), line('sp 0 core 2'), line('sp 1 core 2')]),
    ).toMatchObject({ S12: 30 });
  });

  test('S13: 10 x (most - least) of each week', () => {
    // Monday to Saturday: 2, 0, ...; the second week, Sunday to Saturday: 1, 0, ...; the third has no second day.
    expect(costs([line('sp 0 core 1'), line('la 0 core 2'), line('sp 6 core 1')])).toMatchObject({ S13: 30 });
  });

  test('S14: a movable posted event that moves, or is dropped', () => {
    const old = { posted: { employee: 'sp', day: date(0), block: 3, movable: true } };
    expect(costs([line('sp 0 core 1', old)])).toMatchObject({ S14: 0 });
    expect(costs([line('sp 1 core 3', old)])).toMatchObject({ S14: 200 });
    expect(costs([], { events: [{ id: 'u', type: 'core', start: date(0), due: date(5), ...old }] })).toMatchObject({
      S14: 200,
    });
  });

  test('S15: 8 - floor(8 x 0.55), and 8 without a score', () => {
    const affinity = [{ event: 'e0', employee: 'sp', score: 0.55 }];
    expect(costs([line('sp 0 core 1')], { affinity })).toMatchObject({ S15: 4 });
    expect(costs([line('la 0 core 1')], { affinity })).toMatchObject({ S15: 8 });
    expect(costs([line('la 0 core 1')])).toMatchObject({ S15: 0 });
  });

  test('every weight is multiplied and rounded', () => {
    // 50 x 1.5 = 75, of which the backup costs half: 37.5, rounded to 38. 5 x 0.25 = 1.25, rounded to 1.
    const preferences = [
      { keyword: 'rotation', direction: 'increase' },
      { rule: 'S9', multiplier: 0.25 },
      { keyword: 'misuse', direction: 'maximise' },
    ];
    expect(costs([line('sk 1 juicer'), line('sp 1 core 1'), line('cs 2 core 1')], { preferences })).toMatchObject({
      S4: 38 + 75,
      S9: 1,
      S5: 500,
    });
  });
});
