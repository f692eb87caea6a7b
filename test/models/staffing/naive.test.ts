import { describe, expect, it } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import type { Input } from '../../../models/staffing/input.ts';
import { cases as counted } from '../../support/deep.ts';
import { differences, occurrences, type ReviewCase, reviewCases } from '../../support/naiveStaffing/cases.ts';
import { plusDays } from '../../support/naiveStaffing/facts.ts';
import { isLegal } from '../../support/naiveStaffing/schedules.ts';
import { naiveReview } from '../../support/naiveStaffing.ts';

const INPUTS = counted(200, 1000);
/** Of those, this many are reviewed with work far away as well. */
const FAR = counted(90, 900);
const cases = reviewCases(INPUTS);

const HARD = 'H1-H4 H5 H6 H7 H8 H9 H10 H11 H12 H13 H14 H16 H17 H18 H19 H20 H21 H22 H23 H24'.split(' ');
const OWN = ['days-a-week', 'days-in-a-row', 'rest', 'overlap', 'least'];
const SOFT = Array.from({ length: 15 }, (_, at) => `S${at + 1}`);
const ENOUGH = 3;

/** A follower without its leader, or with more than one, leaves open who takes part. */
const SPEAKS_OF_MORE = ['H16', 'H17'];

describe('the review and a plain reading of the rules', () => {
  it('agree on the broken rules and on every penalty, on 600 schedules', () => {
    expect(cases).toHaveLength(3 * INPUTS);
    const told = cases.flatMap((one) => differences(one, one.report).map((text) => `${one.name}: ${text}`));
    expect(told).toEqual([]);
  });

  it('have seen every hard rule broken and kept', () => {
    const { inForce, broken } = occurrences(cases);
    const rare = [...HARD, ...OWN].filter(
      (id) => !((broken[id] ?? 0) >= ENOUGH && inForce[id]! - broken[id]! >= ENOUGH),
    );
    expect(rare.map((id) => `${id}: broken ${broken[id]} of ${inForce[id]}`)).toEqual([]);
  });

  it('have seen every soft rule charged and free of charge', () => {
    const { inForce, charged } = occurrences(cases);
    const rare = SOFT.filter((id) => !((charged[id] ?? 0) >= ENOUGH && inForce[id]! - charged[id]! >= ENOUGH));
    expect(rare.map((id) => `${id}: charged ${charged[id]} of ${inForce[id]}`)).toEqual([]);
  });

  it('have seen legal schedules as well as illegal ones', () => {
    const legal = cases.filter(({ report }) => report.isLegal).length;
    expect(legal).toBeGreaterThan(cases.length / 5);
    expect(legal).toBeLessThan((cases.length * 4) / 5);
  });

  it.each([...HARD, 'days-a-week', 'overlap'].filter((id) => !SPEAKS_OF_MORE.includes(id)))(
    'agree on which events break %s',
    (id) => {
      const told = cases
        .filter(({ hard }) => id in hard)
        .filter((one) => String(itemsOf(one, id)) !== String(one.hard[id]))
        .map((one) => `${one.name}: ${itemsOf(one, id)}, expected ${one.hard[id]}`);
      expect(told).toEqual([]);
    },
  );

  it('agree that what is left when the review has withdrawn proposals is legal', () => {
    expect(cases.filter(({ input, kept }) => !isLegal(input, kept)).map(({ name }) => name)).toEqual([]);
  });

  it('agree that only proposals are withdrawn that break a rule, or do so without those', () => {
    expect(cases.flatMap((one) => withoutCause(one).map((event) => `${one.name}: ${event}`))).toEqual([]);
  });
});

describe('posted work far beyond the days that a problem keeps', () => {
  // The plain reading looks at all of it; `max-consecutive-days` looks farthest, and is at its largest here.
  const ROW = {
    id: 'days-in-a-row',
    template: 'max-consecutive-days',
    parameters: { max: 13 },
    enabled: true,
  } as const;

  /** Two people work on 40 days before the horizon and 40 after it, all in a row or with a day off after 11 to 13. */
  function withFarWork(input: Input, seed: number): Input {
    const { from, to } = input.horizon;
    const [near, gap] = [11 + (seed % 3), seed % 2];
    const days = Array.from({ length: 40 }, (_, at) => at + 1).filter((day) => day <= near || day > near + gap);
    const people = input.employees.slice(0, 2).map(({ id }) => id);
    const dates = days.flatMap((day) => [plusDays(from, -day), plusDays(to, day)]);
    const far = people.flatMap((employee) =>
      dates.map((day) => ({ event: `far ${employee} ${day}`, employee, day, type: 'extra', movable: false })),
    );
    const rules = [...input.rules.filter(({ id }) => id !== ROW.id), ROW];
    const isFar = new Set(dates);
    const posted = input.posted.filter(({ day }) => !isFar.has(day));
    return { ...input, rules, pins: [], posted: [...posted, ...far] } as Input;
  }

  it('changes no verdict and no penalty, however far the rules look', () => {
    let [rows, legal] = [0, 0];
    const told = cases.slice(0, FAR).flatMap((one, at) => {
      const input = withFarWork(one.input, at);
      const { hard, soft } = naiveReview(input, one.solution);
      const report = staffing.review(input, one.solution);
      if (ROW.id in hard) rows++;
      if (report.isLegal) legal++;
      // Penalties are of what is left, which is the whole only of a legal schedule.
      const penalties = report.isLegal ? report : { penalties: soft, penalty: sumOf(soft) };
      return differences({ ...one, hard, soft }, { ...report, ...penalties }).map((text) => `${one.name}: ${text}`);
    });
    expect(told).toEqual([]);
    expect(Math.min(rows, legal)).toBeGreaterThan(ENOUGH);
  });
});

function sumOf(amounts: Readonly<Record<string, number>>): number {
  return Object.values(amounts).reduce((total, amount) => total + amount, 0);
}

function itemsOf({ report }: ReviewCase, id: string): string[] {
  return [...new Set(report.issues.filter(({ rule }) => rule === id).flatMap(({ items }) => items))].sort();
}

/** What was withdrawn and breaks nothing, neither at first nor when what breaks a rule is gone, again and again. */
function withoutCause({ input, solution, kept }: ReviewCase): string[] {
  let left = solution.assignments;
  for (;;) {
    const broken = new Set(Object.values(naiveReview(input, { assignments: left }).hard).flat());
    const gone = left.filter((one) => !kept.assignments.includes(one));
    const rest = left.filter((one) => !(gone.includes(one) && broken.has(one.event)));
    if (rest.length === left.length) return gone.map(({ event }) => event);
    left = rest;
  }
}

describe('a review with a mistake', () => {
  it.each([...HARD, ...OWN])('is told when it overlooks %s', (id) => {
    const told = cases.some((one) => {
      const issues = one.report.issues.filter(({ rule }) => rule !== id);
      return differences(one, { ...one.report, issues }).length > 0;
    });
    expect(told).toBe(true);
  });

  it.each(SOFT)('is told when %s is one too much', (id) => {
    const told = cases.find((one) => id in one.report.penalties)!;
    const penalties = { ...told.report.penalties, [id]: told.report.penalties[id]! + 1 };
    expect(differences(told, { ...told.report, penalties })).toEqual([
      `${id} costs ${told.soft[id]! + 1}, expected ${told.soft[id]}`,
    ]);
  });

  // Each reads one thing of the input wrongly and is right in all else.
  const misreadings: Readonly<Record<string, (input: Input) => Input>> = {
    'the due day as a valid one': (input) => ({
      ...input,
      events: input.events.map((event) => ({ ...event, due: plusDays(event.due, 1) })),
    }),
    'the last day of time off as a working day': (input) => ({
      ...input,
      employees: input.employees.map((one) => ({
        ...one,
        timeOff: one.timeOff.map(({ from, to }) => ({ from, to: plusDays(to, -1) })),
      })),
    }),
    'the termination date as the first day away': (input) => ({
      ...input,
      employees: input.employees.map(({ terminationDate, ...one }) =>
        terminationDate === undefined ? one : { ...one, terminationDate: plusDays(terminationDate, -1) },
      ),
    }),
    'the override that begins first': (input) => ({
      ...input,
      employees: input.employees.map((one) => ({ ...one, overrides: one.overrides.slice(0, 1) })),
    }),
    'own caps as those of others': (input) => ({
      ...input,
      employees: input.employees.map((one) => ({ ...one, caps: new Map() })),
    }),
    'weeks from another day': (input) => ({ ...input, weekStartsOn: 'wednesday' }),
    'rotations without exceptions': (input) => ({ ...input, rotationExceptions: [] }),
    'weights without preferences': (input) => ({ ...input, preferences: [] }),
    'posted work as free days': (input) => ({ ...input, posted: [] }),
  };

  it.each(Object.keys(misreadings))('is told when it reads %s', (name) => {
    const told = cases.some((one) => {
      const { issues } = staffing.review(misreadings[name]!(one.input), one.solution);
      const { penalties } = staffing.review(misreadings[name]!(one.input), one.kept);
      const isAboutRules = differences(one, { ...one.report, issues }).length > 0;
      return isAboutRules || differences(one, { ...one.report, penalties }).length > 0;
    });
    expect(told).toBe(true);
  });

  it('is told when it allows the due day, though all penalties are right', () => {
    const told = cases.filter((one) => {
      const { issues } = staffing.review(misreadings['the due day as a valid one']!(one.input), one.solution);
      return differences(one, { ...one.report, issues }).includes('H1-H4 is not broken');
    });
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('a block that does not exist', () => {
  // The profile has blocks 1 to 8. H1-H4 says so of 50, whatever other rules ask for the times of a block.
  it.each([
    { id: 'overlap', template: 'no-overlap' },
    { id: 'rest', template: 'min-rest', parameters: { hours: 11 } },
  ])('is a breach of structure also where $template is on', (rule) => {
    const input = staffing.parse({
      profile: 'retail',
      horizon: { from: '2026-01-05', to: '2026-01-10' },
      employees: [{ id: 'ann', role: 'lead' }],
      events: [{ id: 'salsa', type: 'core', start: '2026-01-05', due: '2026-01-11' }],
      rules: [rule],
    });
    const solution = { assignments: [{ event: 'salsa', employee: 'ann', day: '2026-01-05', block: 50 }] };
    expect(naiveReview(input, solution).hard).toEqual({ 'H1-H4': ['salsa'] });
    expect(staffing.review(input, solution).issues.map(({ rule: id }) => id)).toEqual(['H1-H4']);
  });
});
