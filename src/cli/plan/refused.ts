import { table } from '../table.ts';

interface Refused {
  readonly item: string;
  readonly reasons: readonly string[];
}

/** What was left out and why, below what was done; the empty text when it is nothing. */
export function refusedText(refused: readonly Refused[], labels: ReadonlyMap<string, string> = new Map()): string {
  if (refused.length === 0) return '';
  const rows = refused.map(({ item, reasons }) => [labels.get(item) ?? item, reasons.join(' ')]);
  return `\n\nNot done:\n\n${table(['item', 'because'], rows)}`;
}
