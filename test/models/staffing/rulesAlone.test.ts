import { describe, expect, test } from 'vitest';
import { type Built, buildFrom } from '../../../models/staffing/model.ts';
import { parse } from '../../../models/staffing/parse.ts';
import type { Assignment } from '../../../models/staffing/problem.ts';
import { RULES } from '../../../models/staffing/rules/index.ts';
import type { Rule } from '../../../models/staffing/rules/rule.ts';
import type { Staffing } from '../../../models/staffing/staff.ts';
import { staffingOf } from '../../../models/staffing/staffingOf.ts';
import { allPlacements, checksSay, disagreement, everywhere } from './support/agree.ts';
import { ALWAYS_ON, inputOfCase, RULE_CASES, type RuleCase } from './support/ruleCases.ts';

const NAMED = RULE_CASES.map((one, index) => ({ name: `${one.template}, case ${index}`, one }));

describe('over every placement, the model allows what the checks allow, at the same penalty', () => {
  test.each(NAMED)('$name', ({ one }) => {
    const { built, found } = compare(staffingOf(parse(inputOfCase(one))));
    expect(found).toBeUndefined();
    // An instance in which the rule decides nothing would prove nothing.
    const verdicts = new Set([...allPlacements(built.problem)].map((proposals) => checksSay(built, proposals)));
    expect(verdicts.size).toBeGreaterThan(one.template === 'structure' ? 0 : 1);
  });
});

test('an event that is placed twice is allowed by neither', () => {
  const { built } = compare(staffingOf(parse(inputOfCase(RULE_CASES[1]!))));
  const places = everywhere(built.problem, built.problem.open[0]!);
  for (const first of places) {
    for (const second of places) {
      if (first.day === second.day && first.employee === second.employee) continue;
      expect(checksSay(built, [first, second])).toBeUndefined();
      expect(disagreement(built, [first, second])).toBeUndefined();
    }
  }
});

test('every template has a case', () => {
  expect([...new Set(RULE_CASES.map(({ template }) => template))].sort()).toEqual(
    RULES.map(({ template }) => template).sort(),
  );
});

/** Mistakes that a rule's author could make: each must show as a difference between model and checks. */
const MISTAKES: Readonly<Record<string, (rule: Rule) => Rule | undefined>> = {
  'posts nothing': (rule) => ({ ...rule, post() {}, ...without(rule, 'closes'), ...without(rule, 'narrows') }),
  'checks nothing': (rule) => ({ ...rule, check() {} }),
  'posts one weight too much': (rule) =>
    rule.hard
      ? undefined
      : { ...rule, post: (active, posting) => rule.post({ ...active, weight: active.weight + 1 }, posting) },
  'posts a limit one too high': (rule) => withLimit(rule, 1),
  'posts a limit one too low': (rule) => withLimit(rule, -1),
  'closes every cell of the first employee': (rule) =>
    rule.closes && {
      ...rule,
      closes: (_, closing) => {
        const { first, last } = closing.problem.frame;
        closing.eachAt(0, first, last, (cell) => closing.close(cell));
      },
    },
};

describe('a planted mistake is caught', () => {
  test.each(Object.keys(MISTAKES))('a rule that %s', (mistake) => {
    const caught = new Set<string>();
    const planted = new Set<string>();
    for (const one of RULE_CASES) {
      const broken = withMistake(one, MISTAKES[mistake]!);
      if (!broken) continue;
      planted.add(one.template);
      if (!caught.has(one.template) && compare(broken).found !== undefined) caught.add(one.template);
    }
    expect(planted.size).toBeGreaterThan(3);
    expect([...caught].sort()).toEqual([...planted].sort());
  });
});

function compare(staffing: Staffing): { built: Built; found: string | undefined } {
  const built = buildFrom(staffing);
  for (const proposals of allPlacements(built.problem) as Iterable<Assignment[]>) {
    const found = disagreement(built, proposals);
    if (found) return { built, found };
  }
  return { built, found: undefined };
}

/** The problem of a case whose tested rule has a mistake; undefined for mistakes that the rule cannot have. */
function withMistake(one: RuleCase, mistake: (rule: Rule) => Rule | undefined): Staffing | undefined {
  const input = parse(inputOfCase(one));
  const sound = staffingOf(input);
  const tested = ALWAYS_ON.includes(one.template) ? one.template : 'tested';
  const index = sound.rules.findIndex(({ id }) => id === tested);
  const broken = mistake(sound.rules[index]!.rule);
  if (!broken) return undefined;
  const rules = sound.rules.with(index, { ...sound.rules[index]!, rule: broken });
  if (broken.narrows || !sound.rules[index]!.rule.narrows) return { ...sound, rules };
  // A rule that narrows nothing leaves the problem as it is without the rule.
  const bare = inputOfCase(one) as { rules: { id: string }[] };
  return { ...staffingOf(parse({ ...bare, rules: bare.rules.filter(({ id }) => id !== tested) })), rules };
}

function without(rule: Rule, hook: 'closes' | 'narrows'): Partial<Rule> {
  return rule[hook] ? { [hook]: hook === 'closes' ? () => {} : undefined } : {};
}

function withLimit(rule: Rule, change: number): Rule | undefined {
  if (!rule.hard || !rule.hasCap) return undefined;
  const moved = <T extends { parameters: unknown }>(active: T): T => {
    const parameters = active.parameters as { max: number };
    return { ...active, parameters: { ...parameters, max: parameters.max + change } };
  };
  return {
    ...rule,
    post: (active, posting) => rule.post(moved(active), posting),
    closes: (active, closing) => rule.closes?.(moved(active), closing),
  };
}
