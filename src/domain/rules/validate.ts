import { closest } from '../../closest.ts';
import { issueText, meantIssues, requirementOf } from '../../issueText.ts';
import { cut } from '../../limits.ts';
import { each, eachRepeated, requireKnown } from '../entries.ts';
import { COMMON_OWNERS } from '../ledger.ts';
import { alreadyAs } from '../words.ts';
import type { World } from '../world.ts';
import type { RuleBook } from './book.ts';
import type { RulesContext } from './context.ts';
import { concerns, setTime } from './inForce.ts';
import type { Declared } from './profile.ts';
import { hardnessesOf, type Rule } from './rule.ts';
import { parametersOf } from './templates.ts';

/** Faults of rules and preferences, and what the rules in force have to say about the input. */
export function validateRules<W extends World>(book: RuleBook<W>, context: W['context']): void {
  const { given, report } = context;
  eachRepeated(
    given.rules,
    ({ id }) => id,
    ({ id }, index, first) => {
      const what = `The rule ${id} is there ${alreadyAs(first)}.`;
      report(['rules', index, 'id'], 'duplicate-rule', what, 'merge the two entries.');
    },
  );
  each(given.rules, ({ id }, index) => {
    if (!COMMON_OWNERS.includes(id)) return;
    const what = `${id} is what the ledger calls the part of the model that belongs to no rule.`;
    report(['rules', index, 'id'], 'rule-id-reserved', what, 'give the rule another id.');
  });
  for (const declared of context.rules) validateRule(book, context, declared);
  validatePreferences(book, context);
}

function validateRule<W extends World>(book: RuleBook<W>, context: W['context'], declared: Declared): void {
  const { given, report } = context;
  const path = declared.at === undefined ? [] : ['rules', declared.at];
  const rule = book.templates.get(declared.template);
  if (!rule) {
    if (declared.template === '') {
      const maybe = (): string => {
        const known = context.rules.filter(({ template }) => template !== '').map(({ id }) => id);
        const near = closest(declared.id, known);
        return near ? `you mean ${near}, or a template is missing.` : 'add a template to make it a rule of your own.';
      };
      report([...path, 'id'], 'unknown-rule', `The profile ${given.profile} has no rule ${declared.id}.`, maybe);
    } else {
      const known = book.templates;
      const listed = `"dovetail rules ${book.model}" lists them with their parameters`;
      const at = {
        path: [...path, 'template'],
        code: 'unknown-template',
        what: 'rule template',
        known,
        listed,
      } as const;
      requireKnown(context, declared.template, at);
    }
    return;
  }
  const allowed = hardnessesOf(rule);
  const hardness = declared.hardness ?? allowed[0]!;
  if (!allowed.includes(hardness)) {
    const what = `${declared.id} cannot be ${hardness}: the template ${declared.template} can be ${allowed.join(' or ')}.`;
    report([...path, 'hardness'], 'hardness-not-allowed', what, 'leave the hardness out, or use another template.');
    return;
  }
  if (hardness === 'hard' && declared.at !== undefined && given.rules[declared.at]?.weight !== undefined) {
    const what = `${declared.id} is a hard rule, which has no weight.`;
    report(
      [...path, 'weight'],
      'weight-of-hard-rule',
      what,
      'switch it off with enabled: false, or leave the weight out.',
    );
  }
  if (rule.isEssential && !declared.enabled) {
    const what = `${declared.id} says what an assignment is, and cannot be switched off.`;
    report([...path, 'enabled'], 'rule-always-on', what, 'switch off the rule that really stands in the way.');
  }
  if (declared.enabled) validateParameters(context, declared, { rule, path, lists: `dovetail rules ${book.model}` });
}

function validateParameters<W extends World>(
  context: W['context'],
  declared: Declared,
  { lists, path, rule }: { rule: Rule<W>; path: readonly PropertyKey[]; lists: string },
): void {
  const { report } = context;
  const parsed = rule.parameters.safeParse(declared.parameters);
  if (parsed.success) {
    validateMentions(context, rule.mentions?.(parsed.data) ?? {}, path);
    rule.validate?.({ id: declared.id, parameters: parsed.data }, context);
    return;
  }
  for (const [, [issue]] of Map.groupBy(meantIssues(parsed.error.issues), ({ path: of }) => JSON.stringify(of))) {
    if (!issue) continue;
    const at = [...path, 'parameters', ...issue.path];
    const given = issue.path.reduce<unknown>(
      (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
      declared.parameters,
    );
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const what = `${declared.template} has no parameter ${cut(key)}.`;
        report([...at, key], 'rule-parameter-unknown', what, () => parametersText(rule, { key, lists }));
      }
    } else if (given === undefined) {
      const name = String(issue.path.at(-1));
      const what = `${declared.template} needs ${name}, which ${requirementOf(issue)}.`;
      report(at, 'rule-parameter-missing', what, `add it: ${lists} --template ${declared.template}.`);
    } else {
      const what = (): string => `${cut(String(issue.path.at(-1)))} ${issueText(issue, given)}.`;
      report(at, 'rule-parameter-invalid', what, `see what it may be: ${lists}.`);
    }
  }
}

/** Which parameters a template has, and the command that says what they mean. */
function parametersText<W extends World>(
  { parameters, template }: Rule<W>,
  { key, lists }: { readonly key: string; readonly lists: string },
): string {
  const names = parametersOf(parameters).map(({ name }) => name);
  const near = closest(key, names);
  const use = near === undefined ? `use ${names.join(', ')}` : `you mean ${near}`;
  const has = names.length === 0 ? 'leave the parameters out' : use;
  return `${has}: "${lists} --template ${template}" says what they mean.`;
}

function validateMentions(
  context: RulesContext,
  mentions: Readonly<Record<string, readonly (string | number)[]>>,
  path: readonly PropertyKey[],
): void {
  for (const [kind, names] of Object.entries(mentions)) {
    const { names: known, section, ...said } = context.known.get(kind)!;
    const at = path.length === 0 && section !== undefined ? [section] : [...path, 'parameters'];
    for (const name of names) requireKnown(context, String(name), { ...said, path: at, known });
  }
}

function validatePreferences<W extends World>(book: RuleBook<W>, context: RulesContext): void {
  const { given, report, rules } = context;
  const { keywords, templates } = book;
  const latest = new Map<Declared, Map<number, number>>();
  each(given.preferences, (preference, index) => {
    const path = ['preferences', index];
    const { rule, keyword, multiplier, direction } = preference;
    if ((rule === undefined) === (keyword === undefined) || (multiplier === undefined) === (direction === undefined)) {
      const what = 'It must name one rule or keyword, and one multiplier or direction.';
      report(path, 'preference-unclear', what, 'write it like {keyword: fairness, direction: boost}.');
      return;
    }
    if (keyword !== undefined && !keywords.has(keyword)) {
      const known = keywords;
      requireKnown(context, keyword, { path: [...path, 'keyword'], code: 'unknown-keyword', what: 'keyword', known });
      return;
    }
    const meant = rules.filter((one) => concerns(book, preference, one) && templates.has(one.template));
    if (meant.length === 0) {
      const field = rule === undefined ? 'keyword' : 'rule';
      const what = `There is no rule about ${rule ?? keyword}.`;
      report([...path, field], 'unknown-rule', what, 'add the rule, or leave the preference out.');
    }
    for (const one of meant) {
      if ((one.hardness ?? hardnessesOf(templates.get(one.template)!)[0]) === 'hard') {
        const what = `${one.id} is a hard rule, which has no weight.`;
        report([...path, 'rule'], 'preference-of-hard-rule', what, 'switch the rule off, or leave the preference out.');
        continue;
      }
      const byTime = latest.get(one) ?? new Map<number, number>();
      latest.set(one, byTime);
      const first = byTime.get(setTime(preference));
      if (first === undefined) byTime.set(setTime(preference), index);
      else {
        const what = `${one.id} has a preference of the same time ${alreadyAs(first)}.`;
        report(path, 'preference-repeated', what, 'keep one of the two, or say when they were set.');
      }
    }
  });
}
