import { concerns, type Declared, setTime } from '../inForce.ts';
import { isKeyword, KEYWORDS } from '../preferences.ts';
import { RULES, TEMPLATES } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';
import { closest } from '../text.ts';
import { type Context, each, eachRepeated, requireKnown } from './context.ts';

/** Faults of rules and preferences, and of pairs that a rule cannot make out. */
export function validateRules(context: Context): void {
  const { given, report } = context;
  eachRepeated(
    given.rules,
    ({ id }) => id,
    ({ id }, index, first) => {
      const what = `The rule ${id} is at position ${first} already.`;
      report(['rules', index, 'id'], 'duplicate-rule', what, 'merge the two entries.');
    },
  );
  for (const declared of context.rules) validateRule(context, declared);
  validatePreferences(context);
}

function validateRule(context: Context, declared: Declared): void {
  const { given, report } = context;
  const path = declared.at === undefined ? [] : ['rules', declared.at];
  const rule = TEMPLATES.get(declared.template);
  if (!rule) {
    if (declared.template === '') {
      const known = context.rules.filter(({ template }) => template !== '').map(({ id }) => id);
      const near = closest(declared.id, known);
      const maybe = near
        ? `you mean ${near}, or a template is missing.`
        : 'add a template to make it a rule of your own.';
      report([...path, 'id'], 'unknown-rule', `The profile ${given.profile} has no rule ${declared.id}.`, maybe);
    } else {
      const known = RULES.map(({ template }) => template);
      const at = { path: [...path, 'template'], code: 'unknown-template', what: 'rule template', known } as const;
      requireKnown(context, declared.template, at);
    }
    return;
  }
  if (rule.hard && declared.at !== undefined && given.rules[declared.at]?.weight !== undefined) {
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
  if (declared.enabled) validateParameters(context, declared, { rule, path });
}

function validateParameters(
  context: Context,
  declared: Declared,
  { rule, path }: { rule: Rule; path: readonly PropertyKey[] },
): void {
  const { report } = context;
  const parsed = rule.parameters.safeParse(declared.parameters);
  if (parsed.success) {
    validateMentions(context, rule.mentions?.(parsed.data) ?? {}, path);
    validatePairing(context, declared, parsed.data);
    return;
  }
  for (const issue of parsed.error.issues) {
    const at = [...path, 'parameters', ...issue.path];
    const given = issue.path.reduce<unknown>(
      (part, key) => (part as Record<PropertyKey, unknown>)?.[key],
      declared.parameters,
    );
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        const what = `${declared.template} has no parameter ${key}.`;
        report([...at, key], 'rule-parameter-unknown', what, 'see the README for its parameters.');
      }
    } else if (given === undefined) {
      report(at, 'rule-parameter-missing', `${declared.template} needs it: ${issue.message}.`, 'add it.');
    } else {
      const what = `${JSON.stringify(given)} does not do: ${issue.message}.`;
      report(at, 'rule-parameter-invalid', what, 'see the README for its values.');
    }
  }
}

function validateMentions(
  context: Context,
  mentions: ReturnType<NonNullable<Rule['mentions']>>,
  path: readonly PropertyKey[],
): void {
  const at = [...path, 'parameters'];
  for (const name of mentions.types ?? []) {
    requireKnown(context, name, { path: at, code: 'unknown-type', what: 'type', known: context.types.keys() });
  }
  for (const name of mentions.roles ?? []) {
    requireKnown(context, name, { path: at, code: 'unknown-role', what: 'role', known: context.roles });
  }
  for (const name of mentions.rotations ?? []) {
    requireKnown(context, name, { path: at, code: 'unknown-rotation', what: 'rotation', known: context.rotationKinds });
  }
  for (const number of mentions.blocks ?? []) {
    const known = [...context.blocks].map(String);
    const where = path.length ? at : ['blocks'];
    requireKnown(context, String(number), { path: where, code: 'unknown-block', what: 'block', known });
  }
}

/** Two leaders under one key: nobody can say which one a follower goes with. */
function validatePairing({ given, report }: Context, { template, id }: Declared, parameters: unknown): void {
  if (template !== 'follower') return;
  const { leader } = parameters as { leader: string };
  eachRepeated(
    given.events,
    ({ type, pairing, active }) => (type === leader && active ? pairing : undefined),
    ({ pairing }, index, first) => {
      const what = `The pairing key ${pairing} has a leader at position ${first} already (rule ${id}).`;
      report(['events', index, 'pairing'], 'pairing-ambiguous', what, 'give each leader its own key.');
    },
  );
}

function validatePreferences(context: Context): void {
  const { given, report, rules } = context;
  const latest = new Map<string, number>();
  each(given.preferences, (preference, index) => {
    const path = ['preferences', index];
    const { rule, keyword, multiplier, direction } = preference;
    if ((rule === undefined) === (keyword === undefined) || (multiplier === undefined) === (direction === undefined)) {
      const what = 'It must name one rule or keyword, and one multiplier or direction.';
      report(path, 'preference-unclear', what, 'write it like {keyword: fairness, direction: boost}.');
      return;
    }
    if (keyword !== undefined && !isKeyword(keyword)) {
      const known = Object.keys(KEYWORDS);
      requireKnown(context, keyword, { path: [...path, 'keyword'], code: 'unknown-keyword', what: 'keyword', known });
      return;
    }
    const meant = rules.filter((one) => concerns(preference, one) && TEMPLATES.has(one.template));
    if (meant.length === 0) {
      const field = rule === undefined ? 'keyword' : 'rule';
      const what = `There is no rule about ${rule ?? keyword}.`;
      report([...path, field], 'unknown-rule', what, 'add the rule, or leave the preference out.');
    }
    for (const one of meant) {
      if (TEMPLATES.get(one.template)!.hard) {
        const what = `${one.id} is a hard rule, which has no weight.`;
        report([...path, 'rule'], 'preference-of-hard-rule', what, 'switch the rule off, or leave the preference out.');
        continue;
      }
      const key = `${one.id} ${setTime(preference)}`;
      const first = latest.get(key);
      if (first === undefined) latest.set(key, index);
      else {
        const what = `${one.id} has a preference at position ${first} that is as old.`;
        report(path, 'preference-repeated', what, 'keep one of the two, or say when they were set.');
      }
    }
  });
}
