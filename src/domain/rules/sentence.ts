import type { World } from '../world.ts';
import type { ActiveRule } from './rule.ts';

/** What a rule in force says, with its numbers and names, such as `At most 1 core event a day for one employee.` */
export function sentenceOf<W extends World>({ parameters, rule }: Pick<ActiveRule<W>, 'parameters' | 'rule'>): string {
  if (rule.says) return rule.says(parameters);
  const parts = Object.entries(parameters as object).map(([name, value]) => `${inWords(name)} ${valueText(value)}`);
  return parts.length === 0 ? rule.meaning : `${rule.meaning.replace(/\.$/, '')} (${parts.join('; ')}).`;
}

/** `exemptRoles` as `exempt roles`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return [...(value instanceof Map ? value : Object.entries(value))]
    .map(([name, part]) => `${inWords(name)} ${valueText(part)}`)
    .join(' ');
}
