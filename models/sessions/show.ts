import { WEEKDAYS } from '../../src/domain/calendar.ts';
import { columns, compareText } from '../../src/domain/columns.ts';
import type { DayLoad, DomainResult, Placed } from '../../src/solve/result.ts';

/** A result as people read it: who has whom when, what is not placed and why, and what it costs. */
export function show(result: DomainResult, width?: number): string {
  const { counts, loads = [], notPlaced, penalties, placed } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `${counts.placed} of ${counts.items} sessions placed${counts.posted === 0 ? '' : `, beside ${counts.posted} posted ones`}.`,
    loads.length
      ? `Each provider by day, with the minutes that are taken and that are free:\n\n${week(loads, width)}`
      : '',
    counts.items ? `Each student, beside what is posted:\n\n${students(result, width)}` : '',
    placed.length ? `The groups, with their size:\n\n${groups(placed, width)}` : '',
    notPlaced.length
      ? `Not placed:\n\n${columns(
          notPlaced.map(({ item, reason }) => [item, reason.kind, reason.text]),
          { width },
        )}`
      : '',
    costs.length ? `Penalties: ${costs.map(([rule, amount]) => `${rule} ${amount}`).join(', ')}.` : '',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** A line for each provider and day: how full it is, and when there is time left. */
function week(loads: readonly DayLoad[], width: number | undefined): string {
  const lines = loads.map(({ who, day, items, busy, free, gaps }) => [
    ...[who, day, String(items), String(busy), String(free)],
    gaps.map(({ from, to }) => `${from}-${to}`).join(' '),
  ]);
  return columns([['provider', 'day', 'sessions', 'minutes', 'free', ''], ...lines], { width });
}

/** A line for each student: how many of the sessions that the run answers for are placed, and where. */
function students({ placed, notPlaced }: DomainResult, width: number | undefined): string {
  const nameOf = ({ item }: { readonly item: string }): string => item.slice(0, item.lastIndexOf('#'));
  const [there, missing] = [Map.groupBy(placed, nameOf), Map.groupBy(notPlaced, nameOf)];
  const names = [...new Set([...there.keys(), ...missing.keys()])].sort(compareText);
  return columns(
    names.map((name) => {
      const own = [...(there.get(name) ?? [])].sort(byTime);
      const all = own.length + (missing.get(name)?.length ?? 0);
      return [name, `${own.length} of ${all}`, own.map(({ at, who }) => `${at.day} ${at.start} ${who}`).join(', ')];
    }),
    { width },
  );
}

/** A line for each group: sessions with one provider that begin together. */
function groups(placed: readonly Placed[], width: number | undefined): string {
  const inOrder = [...placed].sort(byTime);
  const together = Map.groupBy(inOrder, ({ at, who }) => JSON.stringify([at.day, at.start, who]));
  return columns(
    [...together.values()].map((group) => {
      const { at, who } = group[0]!;
      return [String(at.day), String(at.start), who, String(group.length), group.map(({ item }) => item).join(', ')];
    }),
    { width },
  );
}

function byTime(a: Placed, b: Placed): number {
  return (
    afterMonday(String(a.at.day)) - afterMonday(String(b.at.day)) ||
    compareText(String(a.at.start), String(b.at.start)) ||
    compareText(a.who, b.who) ||
    compareText(a.item, b.item)
  );
}

function afterMonday(day: string): number {
  return (WEEKDAYS.indexOf(day as (typeof WEEKDAYS)[number]) + 6) % 7;
}
