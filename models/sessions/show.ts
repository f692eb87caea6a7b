import { WEEKDAYS } from '../../src/domain/calendar.ts';
import type { DomainResult, Placed } from '../../src/solve/result.ts';

/** A result as people read it: who has whom when, what is not placed and why, and what it costs. */
export function show(result: DomainResult): string {
  const { counts, notPlaced, penalties, placed } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `${counts.placed} of ${counts.items} sessions placed, beside ${counts.posted} posted ones.`,
    placed.length ? `How many sessions each provider has, by day:\n\n${week(placed)}` : '',
    placed.length ? `The groups, with their size:\n\n${groups(placed)}` : '',
    notPlaced.length
      ? `Not placed:\n\n${columns(notPlaced.map(({ item, reason }) => [item, reason.kind, reason.text]))}`
      : '',
    costs.length ? `Penalties: ${costs.map(([rule, amount]) => `${rule} ${amount}`).join(', ')}.` : '',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** A line for each provider, a column for each day. */
function week(placed: readonly Placed[]): string {
  const days = [...new Set(placed.map(({ at }) => String(at.day)))].sort((a, b) => afterMonday(a) - afterMonday(b));
  const lines = [...Map.groupBy(placed, ({ who }) => who)]
    .sort()
    .map(([who, own]) => [who, ...days.map((day) => String(own.filter(({ at }) => at.day === day).length || '.'))]);
  return columns([['', ...days], ...lines]);
}

/** A line for each group: sessions with one provider that begin together. */
function groups(placed: readonly Placed[]): string {
  const inOrder = [...placed].sort(
    (a, b) =>
      afterMonday(String(a.at.day)) - afterMonday(String(b.at.day)) ||
      compare(String(a.at.start), String(b.at.start)) ||
      compare(a.who, b.who) ||
      compare(a.item, b.item),
  );
  const together = Map.groupBy(inOrder, ({ at, who }) => JSON.stringify([at.day, at.start, who]));
  return columns(
    [...together.values()].map((group) => {
      const { at, who } = group[0]!;
      return [String(at.day), String(at.start), who, String(group.length), group.map(({ item }) => item).join(' ')];
    }),
  );
}

function afterMonday(day: string): number {
  return (WEEKDAYS.indexOf(day as (typeof WEEKDAYS)[number]) + 6) % 7;
}

/** Rows as aligned columns. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join('  ')}`.trimEnd()).join('\n');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
