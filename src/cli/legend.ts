import type { DomainModel } from '../solve/domainModel.ts';
import { rulesText } from './rules.ts';

/** What a text tells, and the answer that it was made of. */
interface Told {
  readonly text: string;
  readonly answer: unknown;
}

/**
 * What the rules say whose ids a text mentions, and what penalties are, where it has some; else the empty text.
 *
 * *Means* a word that is a rule's id by chance is no mention: the answer names the rule too, or the text has it in brackets.
 * *Errors* as `parse` of the model.
 */
export function legendOf(domain: DomainModel, value: unknown, { answer, text }: Told): string {
  const words = new Set(text.split(/[^\p{L}\p{N}_-]+/u));
  const meant = rulesIn(answer);
  const told = domain
    .rules(domain.parse(value))
    .filter(({ id }) => text.includes(`(${id})`) || (words.has(id) && meant.has(id)));
  const units = /penalt|\bpoints\b/i.test(text) ? `\n${UNITS}\n` : '';
  return told.length === 0 ? units : `${units}\nThe rules that are named:\n\n${rulesText(told)}`;
}

/** What a penalty is counted in. */
export const UNITS =
  'Penalties are in points: what is missed of a soft rule costs the weight of the rule. Fewer points are better.';

/** Fields of answers that hold the id of a rule, or several. */
const FIELDS: ReadonlySet<string> = new Set(['rule', 'rules', 'owner']);

/** What an answer names as a rule: in a field for rules, as the key of an amount, or in the path of a change. */
function rulesIn(answer: unknown, field = '', found = new Set<string>()): Set<string> {
  if (typeof answer === 'string') {
    if (FIELDS.has(field)) found.add(answer);
    const path = /^rules\/([^/]+)/.exec(answer)?.[1];
    if (path !== undefined) found.add(path.replaceAll('~1', '/').replaceAll('~0', '~'));
  } else if (Array.isArray(answer)) {
    for (const one of answer) rulesIn(one, field, found);
  } else if (typeof answer === 'object' && answer !== null) {
    if (FIELDS.has(field) && 'id' in answer) rulesIn(answer.id, field, found);
    for (const [key, part] of Object.entries(answer)) {
      // Amounts by rule are the only numbers above 0 whose keys are ids, but for counts, which no rule is called.
      if (typeof part === 'number' && part !== 0 && field !== 'counts') found.add(key);
      else rulesIn(part, key, found);
    }
  }
  return found;
}
