import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { report } from '../../src/cli/report.ts';

/** One wine for Ann, who is named like markup; the other event has nobody. */
const INPUT = {
  name: 'Wine & <cheese>',
  horizon: { from: '2026-01-05', to: '2026-01-06' },
  types: { wine: { minutes: 60, time: '09:00' }, cheese: { minutes: 60 } },
  employees: [{ id: 'ann', name: 'Ann <b>', role: 'crew', skills: ['wine'] }],
  events: [
    { id: 'red', type: 'wine', start: '2026-01-05', due: '2026-01-06' },
    { id: 'brie', type: 'cheese', start: '2026-01-05', due: '2026-01-06' },
  ],
  rules: [{ id: 'knows-cheese', template: 'qualified', parameters: { types: ['cheese'], skills: ['cheese'] } }],
};
const SOLUTION = { assignments: [{ event: 'red', employee: 'ann', day: '2026-01-05' }] };

function pageOf(): string {
  const { staffing } = DOMAIN_MODELS;
  const built = staffing.build(staffing.parse(INPUT));
  const result = staffing.result(built, SOLUTION, 'none');
  return report(staffing, { value: INPUT, solution: SOLUTION, result, ledger: staffing.ledger(built) });
}

describe('a page of a schedule', () => {
  const page = pageOf();

  test('has who does what when, what is not placed with its reason, and rules in words', () => {
    expect(page).toContain('1 of 2 placed');
    expect(page).toMatch(/09:00-10:00 red</);
    expect(page).toMatch(/<td>brie<\/td><td>nobody-qualified<\/td>/);
    expect(page).toContain('Work of cheese needs the skill cheese.');
    // Placing an event is worth 1000 in the profile, and one is not placed.
    expect(page).toMatch(/<td>place<\/td><td>[^<]+<\/td><td class="number">1000<\/td>/);
  });

  test('shows names as they are, and takes nothing from elsewhere', () => {
    expect(page).toContain('<h1>Wine &amp; &lt;cheese&gt;</h1>');
    expect(page).toContain('<th>Ann &lt;b&gt;</th>');
    expect(page).not.toMatch(/<script|src=|href=|url\(|@import/);
  });
});

test.each(Object.entries(DOMAIN_MODELS))(
  'the example of %s has a page, and rules that say different things',
  (_, domain) => {
    const value = domain.example();
    const input = domain.parse(value);
    const empty = domain.read(domain.build(input), new Float64Array(domain.build(input).model.variables.length));
    const built = domain.build(input);
    const page = report(domain, {
      value,
      solution: empty,
      result: domain.result(built, empty, 'none'),
      ledger: domain.ledger(built),
    });
    expect(page).toContain('<h2>Not placed</h2>');
    const texts = domain.rules(input).map(({ text }) => text);
    expect(texts.filter((text) => /\[object|undefined/.test(text))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  },
);
