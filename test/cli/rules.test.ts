import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { legendOf } from '../../src/cli/legend.ts';
import { dovetail } from '../support/cli.ts';

describe('dovetail rules', () => {
  test.each(Object.entries(DOMAIN_MODELS))(
    'every template of %s says what it means, and each parameter too',
    (_, domain) => {
      const templates = domain.templates();
      expect(templates.length).toBeGreaterThan(15);
      for (const { hardnesses, meaning, parameters } of templates) {
        expect(hardnesses.length).toBeGreaterThan(0);
        expect(meaning).toMatch(/\.$/);
        for (const { name, means, type } of parameters) {
          expect([name, type]).not.toContainEqual(expect.stringMatching(/undefined|^$/));
          expect(means, name).toBeDefined();
        }
      }
    },
  );

  test('says of a template what it takes, also that either a role or a skill will do', async () => {
    const { code, stdout } = await dovetail(['rules', 'staffing', '--template', 'qualified']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^qualified \(hard\)\n {2}Work of some types needs one of some roles or skills\./);
    expect(stdout).toMatch(/skills +list of names \(none when left out\) .*one of the roles will do/);
    expect(stdout).not.toContain('max-per-day');
    const none = await dovetail(['rules', 'staffing', '--template', 'qualfied']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('Maybe you mean qualified.')]);
  });

  test('lists every rule of an input in words', async () => {
    const { stdout } = await dovetail(['rules', 'staffing', 'docs/clinic.yaml', '--json']);
    const { rules } = JSON.parse(stdout) as { rules: { id: string; text: string }[] };
    const { staffing } = DOMAIN_MODELS;
    expect(rules.map(({ id }) => id)).toContain('locks-up');
    expect(rules.every(({ text }) => text.endsWith('.'))).toBe(true);
    expect(staffing.templates().map(({ template }) => template)).toContain('qualified');
  });

  test('a template that does not exist is told with how many there are and where they are listed', () => {
    const value = {
      horizon: { from: '2026-01-05', to: '2026-01-06' },
      rules: [
        { id: 'a', template: 'zzzzzzzzzzzz' },
        { id: 'b', template: 'min-rest', parameters: { hour: 11 } },
      ],
    };
    const { staffing } = DOMAIN_MODELS;
    const more = staffing.templates().length - 8;
    expect(() => staffing.parse(value)).toThrow(new RegExp(`and ${more} more\\. "dovetail rules staffing" lists them`));
    expect(() => staffing.parse(value)).toThrow(
      /you mean hours: "dovetail rules staffing --template min-rest" says what/,
    );
  });
});

test('the legend has the rules that are meant, and no rule whose id is just a word of the text', () => {
  const value = {
    ...{ horizon: { from: '2026-01-05', to: '2026-01-06' }, types: { wine: {} }, roles: ['crew'] },
    rules: ['rest', 'nights', 'late'].map((id) => ({
      id,
      template: 'min-rest',
      parameters: { hours: 10 + id.length },
    })),
  };
  const text = 'Try the rest. Not placed: x, since y (late) is in the way. Penalties: nights 3.';
  const answer = { counts: { rest: 3 }, penalties: { nights: 3, rest: 0 } };
  const legend = legendOf(DOMAIN_MODELS.staffing, value, { text, answer });
  expect(legend).toMatch(/^nights /m);
  expect(legend).toMatch(/^late /m);
  expect(legend).not.toMatch(/^rest /m);
});
