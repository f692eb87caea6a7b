import { broken, columns } from '../../src/domain/columns.ts';
import type { DomainResult, NotPlaced, Placed } from '../../src/solve/result.ts';
import { reportTexts } from './report/show.ts';

/** Columns of a terminal of which nothing is known. */
const WIDTH = 100;

/** A result as people read it: which machine does what when, what is left out and why, and what it costs. */
export function show(result: DomainResult, width?: number): string {
  const { counts, notPlaced, penalties, placed, report } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `${counts.placed} of ${counts.items} operations placed${buckets(notPlaced)}.`,
    placed.length ? `The machines, with each operation by its letter:\n\n${gantt(placed, width)}` : '',
    ...(report ? reportTexts(report, notPlaced, width) : []),
    notPlaced.length ? `Left out:\n\n${notPlaced.map((one) => leftOut(one, width)).join('\n')}` : '',
    costs.length ? `Penalties: ${costs.map(([rule, amount]) => `${rule} ${amount}`).join(', ')}.` : '',
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function leftOut({ item, reason }: NotPlaced, width = Number.POSITIVE_INFINITY): string {
  const lines = broken(reason.text, width - 4).map((line) => `    ${line}`);
  return [`  ${item}  ${reason.kind}`, ...lines].join('\n');
}

/** How many are left out for which reason, as part of the first line. */
function buckets(notPlaced: readonly NotPlaced[]): string {
  const kinds = [...Map.groupBy(notPlaced, ({ reason }) => reason.kind)].sort(([a], [b]) => (a < b ? -1 : 1));
  return kinds.length === 0 ? '' : `; left out: ${kinds.map(([kind, own]) => `${own.length} ${kind}`).join(', ')}`;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A line of time for each machine, then each operation with its times. */
function gantt(placed: readonly Placed[], width?: number): string {
  const inOrder = [...placed].sort((a, b) => instant(a.at.start) - instant(b.at.start) || (a.item < b.item ? -1 : 1));
  const letterOf = new Map(inOrder.map(({ item }, i) => [item, LETTERS[i % LETTERS.length]!]));
  const machines = [...Map.groupBy(inOrder, ({ who }) => who)].sort(([a], [b]) => (a < b ? -1 : 1));
  const name = Math.min(20, Math.max(...machines.map(([who]) => who.length)));
  const [from, to] = [
    Math.min(...placed.map(({ at }) => instant(at.start))),
    Math.max(...placed.map(({ at }) => instant(at.end))),
  ];
  const across = Math.max(2, (width ?? WIDTH) - name - 6);
  const columnOf = (time: number): number => Math.floor(((time - from) * across) / (to - from || 1));
  const lines = machines.map(([who, own]) => {
    const cells = new Array<string>(across).fill('.');
    for (const { at, item } of own) {
      const [first, end] = [columnOf(instant(at.start)), columnOf(instant(at.end))];
      cells.fill(letterOf.get(item)!, first, Math.max(first + 1, end));
    }
    return `  ${who.slice(0, name).padEnd(name)} |${cells.join('')}|`;
  });
  const ends = [text(inOrder[0]!.at.start), text(placed.find(({ at }) => instant(at.end) === to)!.at.end)];
  const axis = `  ${' '.repeat(name)}  ${ends[0]}${ends[1]!.padStart(across - ends[0]!.length)}`;
  const legend = inOrder.map(({ at, item, who }) => [
    letterOf.get(item)!,
    item,
    who,
    `${text(at.start)} to ${text(at.end)}`,
    text(at.operators ?? ''),
  ]);
  return `${[...lines, axis].join('\n')}\n\n${columns(legend, { width })}`;
}

/** Local times compare as if they were of one zone without changes, which is near enough for a picture. */
function instant(time: string | number | undefined): number {
  return Date.parse(`${String(time).slice(0, 16)}Z`) / 60_000;
}

function text(value: string | number | undefined): string {
  return String(value ?? '').replace('T', ' ');
}
