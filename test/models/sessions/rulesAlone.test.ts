import { describe, expect, test } from 'vitest';
import type { Rule, Sessions } from '../../../models/sessions/caseload.ts';
import { type Built, buildFrom } from '../../../models/sessions/model.ts';
import { parse } from '../../../models/sessions/parse.ts';
import { RULES, TEMPLATES } from '../../../models/sessions/rules/index.ts';
import { sessionsOf } from '../../../models/sessions/sessionsOf.ts';
import { allPlacements, checksSay, disagreement } from './support/agree.ts';
import { ALWAYS_ON, inputOfCase, RULE_CASES, type RuleCase, softCases } from './support/ruleCases.ts';

const SOFT = softCases((template) => TEMPLATES.get(template)!.softens === true);
const NAMED = [...RULE_CASES, ...SOFT].map((one, index) => {
  const form = one.hardness ? `${one.hardness} ` : '';
  return { name: `${form}${one.template}, case ${index}`, one };
});

describe('over every placement, the model allows what the checks allow, at the same penalty', () => {
  test.each(NAMED)('$name', ({ one }) => {
    const { built, found } = compare(sessionsOf(parse(inputOfCase(one))));
    expect(found).toBeUndefined();
    // An instance in which the rule decides nothing would prove nothing.
    const verdicts = new Set([...allPlacements(built.problem)].map((places) => checksSay(built, places)));
    expect(verdicts.size).toBeGreaterThan(1);
  });
});

test('one session more than a student is to have is allowed by neither', () => {
  const built = buildFrom(sessionsOf(parse(inputOfCase(RULE_CASES[0]!))));
  const at = (start: number) => ({ student: 0, provider: 0, day: 0, start });
  const three = [at(540), at(570), at(600)];
  expect(checksSay(built, three.slice(1))).toBe(0);
  expect(checksSay(built, three)).toBeUndefined();
  expect(disagreement(built, three)).toBeUndefined();
});

test('every template has a case', () => {
  expect([...new Set(RULE_CASES.map(({ template }) => template))].sort()).toEqual(
    RULES.map(({ template }) => template).sort(),
  );
});

/** Mistakes that a rule's author could make: each must show as a difference between model and checks. */
const MISTAKES: ReadonlyMap<string, (rule: Rule) => Rule | undefined> = new Map([
  ['posts nothing', (rule: Rule) => ({ ...rule, post() {}, narrows() {} })],
  ['checks nothing', (rule: Rule) => ({ ...rule, check() {} })],
  [
    'posts one weight too much',
    (rule: Rule) =>
      rule.hard
        ? undefined
        : { ...rule, post: (active, posting) => rule.post({ ...active, weight: active.weight + 1 }, posting) },
  ],
  ['posts a limit one too high', (rule: Rule) => withLimit(rule, 1)],
  ['posts a limit one too low', (rule: Rule) => withLimit(rule, -1)],
  ['posts ten minutes too many', (rule: Rule) => withMinutes(rule, 10)],
  ['posts ten minutes too few', (rule: Rule) => withMinutes(rule, -10)],
]);

describe('a planted mistake is caught', () => {
  test.each([...MISTAKES.keys()])('a rule that %s', (mistake) => {
    const caught = new Set<string>();
    const planted = new Set<string>();
    for (const one of RULE_CASES) {
      const broken = withMistake(one, MISTAKES.get(mistake)!);
      if (!broken) continue;
      planted.add(one.template);
      if (!caught.has(one.template) && compare(broken).found !== undefined) caught.add(one.template);
    }
    expect(planted.size).toBeGreaterThan(1);
    expect([...caught].sort()).toEqual([...planted].sort());
  });
});

function compare(sessions: Sessions): { built: Built; found: string | undefined } {
  const built = buildFrom(sessions);
  for (const places of allPlacements(built.problem)) {
    const found = disagreement(built, places);
    if (found) return { built, found };
  }
  return { built, found: undefined };
}

/** The problem of a case whose tested rule has a mistake; undefined for mistakes that the rule cannot have. */
function withMistake(one: RuleCase, mistake: (rule: Rule) => Rule | undefined): Sessions | undefined {
  const input = parse(inputOfCase(one));
  const tested = ALWAYS_ON.includes(one.template) ? one.template : 'tested';
  const sound = sessionsOf(input);
  const index = sound.rules.findIndex(({ id }) => id === tested);
  const broken = mistake(sound.rules[index]!.rule);
  if (!broken) return undefined;
  const rules = sound.rules.with(index, { ...sound.rules[index]!, rule: broken });
  // What the sound rule has narrowed is opened, and the rules narrow it anew.
  const fresh = sessionsOf(input, rules);
  return fresh;
}

function withLimit(rule: Rule, change: number): Rule | undefined {
  return rule.hasCap ? withParameter(rule, 'max', change) : undefined;
}

function withMinutes(rule: Rule, change: number): Rule | undefined {
  const has = ['max-consecutive', 'min-break', 'lunch'].includes(rule.template);
  return has ? withParameter(rule, 'minutes', change) : undefined;
}

function withParameter(rule: Rule, name: string, change: number): Rule {
  return {
    ...rule,
    post: (active, posting) => {
      const parameters = active.parameters as Record<string, number>;
      rule.post({ ...active, parameters: { ...parameters, [name]: parameters[name]! + change } }, posting);
    },
  };
}
