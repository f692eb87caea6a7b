import type { DomainModel } from '../solve/domainModel.ts';
import { table } from './table.ts';

/**
 * What the rules say whose ids a text mentions; the empty text when it mentions none.
 *
 * *Errors* as `parse` of the model.
 */
export function legendOf(domain: DomainModel, value: unknown, text: string): string {
  const words = new Set(text.split(/[^\p{L}\p{N}_-]+/u));
  const told = domain.rules(domain.parse(value)).filter(({ id }) => words.has(id));
  if (told.length === 0) return '';
  const rows = told.map(({ id, text: says, weight }) => [id, weight === undefined ? 'hard' : String(weight), says]);
  return `\nThe rules that are named:\n\n${table(['rule', 'weight', 'says'], rows)}\n`;
}
