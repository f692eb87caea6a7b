import { describe, expect, test } from 'vitest';
import type { Input } from '../../../models/production/input.ts';
import { buildFrom } from '../../../models/production/model.ts';
import { parse } from '../../../models/production/parse.ts';
import { productionOf } from '../../../models/production/productionOf.ts';
import { runsAt } from '../../../models/production/read.ts';
import { RULES } from '../../../models/production/rules/index.ts';
import type { Production, Rule } from '../../../models/production/world.ts';
import { everySolution } from '../../../src/engines/exhaustive/enumerate.ts';
import { Asking, checksSay } from './support/agree.ts';
import { everySchedule } from './support/everySchedule.ts';
import { ALWAYS_ON, inputOfCase, RULE_CASES, type RuleCase } from './support/ruleCases.ts';

const NAMED = RULE_CASES.map((one, index) => ({ name: `${one.template}, case ${index}`, one }));

const EIGHT = 480;
const STARTS = [-1, 0, 1, 2, 3, 4, 5];

const schedulesOf = ({ problem }: Production, { starts = STARTS }: RuleCase) =>
  everySchedule(
    problem,
    starts.map((minute) => EIGHT + minute),
  );

describe('over every schedule, the model allows what the checks allow, at the same penalty', () => {
  test.each(NAMED)('$name', ({ one }) => {
    const production = productionOf(parse(inputOfCase(one)) as Input);
    expect(firstDisagreement(production, one)).toBeUndefined();
    // An instance in which the rule decides nothing would prove nothing.
    const verdicts = new Set([...schedulesOf(production, one)].map((runs) => checksSay(production, runs)));
    expect(verdicts.size).toBeGreaterThan(1);
  });
});

test('whatever the model allows is a schedule that breaks no rule, and without what the structure posts it is not', () => {
  const cases = RULE_CASES.filter(({ template }) => template === 'structure').slice(0, 1);
  for (const one of cases) {
    const sound = productionOf(parse(inputOfCase(one)) as Input);
    expect(illegalIn(sound)).toBe(0);
    expect(illegalIn(withMistake(one, (rule) => ({ ...rule, post() {} }))!)).toBeGreaterThan(0);
  }
});

/** How many solutions of a model are no legal schedule, with starts in the first minutes of the shift. */
function illegalIn(production: Production): number {
  const built = buildFrom(production, false);
  const variables = built.model.variables.map((variable) =>
    variable.domain.at(-1)! > 1 ? { ...variable, domain: [EIGHT, EIGHT + 3] } : variable,
  );
  let [all, illegal] = [0, 0];
  for (const values of everySolution({ ...built.model, variables })) {
    all++;
    if (checksSay(production, runsAt(built, values)) === undefined) illegal++;
  }
  expect(all).toBeGreaterThan(50);
  return illegal;
}

test('every template has a case', () => {
  expect([...new Set(RULE_CASES.map(({ template }) => template))].sort()).toEqual(
    RULES.map(({ template }) => template).sort(),
  );
});

type Mistake = (rule: Rule) => Rule | undefined;

/** Mistakes that a rule's author could make: each must show as a difference between model and checks. */
const MISTAKES: ReadonlyMap<string, Mistake> = new Map<string, Mistake>([
  // What has two machines at once is not a schedule, and is not drawn here; what `complete` says is that there are no
  // variables for leaving something out.
  [
    'posts nothing',
    (rule: Rule) =>
      ['structure', 'complete'].includes(rule.template) ? undefined : { ...rule, post() {}, narrows() {} },
  ],
  ['checks nothing', (rule: Rule) => (rule.template === 'structure' ? undefined : { ...rule, check() {} })],
  [
    'posts one weight too much',
    (rule: Rule) =>
      rule.hard
        ? undefined
        : { ...rule, post: (active, posting) => rule.post({ ...active, weight: active.weight + 1 }, posting) },
  ],
]);

describe('a planted mistake is caught', () => {
  test.each([...MISTAKES.keys()])('a rule that %s', (mistake) => {
    const caught = new Set<string>();
    const planted = new Set<string>();
    for (const one of RULE_CASES) {
      const broken = withMistake(one, MISTAKES.get(mistake)!);
      if (!broken) continue;
      planted.add(one.template);
      if (!caught.has(one.template) && firstDisagreement(broken, one) !== undefined) caught.add(one.template);
    }
    expect(planted.size).toBeGreaterThan(1);
    expect([...caught].sort()).toEqual([...planted].sort());
  });
});

function firstDisagreement(production: Production, one: RuleCase): string | undefined {
  const asking = new Asking(production);
  for (const runs of schedulesOf(production, one)) {
    const found = asking.disagreement(runs);
    if (found) return found;
  }
  return undefined;
}

/** The problem of a case whose tested rule has a mistake; undefined for mistakes that the rule cannot have. */
function withMistake(one: RuleCase, mistake: Mistake): Production | undefined {
  const input = parse(inputOfCase(one)) as Input;
  const tested = ALWAYS_ON.includes(one.template) ? one.template : 'tested';
  const sound = productionOf(input);
  const index = sound.rules.findIndex(({ id }) => id === tested);
  const broken = mistake(sound.rules[index]!.rule);
  if (!broken) return undefined;
  return productionOf(input, sound.rules.with(index, { ...sound.rules[index]!, rule: broken }));
}
