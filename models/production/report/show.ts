import { columns } from '../../../src/domain/columns.ts';
import type { OrderReport, PathStep, PlanReport, Utilisation } from '../../../src/solve/report.ts';
import type { NotPlaced } from '../../../src/solve/result.ts';

/** A report as people read it: the orders, who is used how much, and what the end of the plan waits for. */
export function reportTexts(report: PlanReport, notPlaced: readonly NotPlaced[], width?: number): string[] {
  const { criticalPath, orders, utilisation } = report;
  const kinds = new Map(notPlaced.map(({ item, reason }) => [item, reason.kind]));
  const onTime = orders.filter(({ lateBy, missing }) => lateBy === 0 && missing.length === 0).length;
  return [
    orders.length
      ? `${onTime} of ${orders.length} orders on time:\n\n${columns(orderRows(orders, kinds), { width })}`
      : '',
    utilisation.length
      ? `Used, in minutes of those that are open:\n\n${columns(utilisationRows(utilisation), { width })}`
      : '',
    criticalPath.length
      ? `The critical path, with what each operation waits for:\n\n${columns(pathRows(criticalPath), { width })}`
      : '',
  ];
}

function orderRows(orders: readonly OrderReport[], kinds: ReadonlyMap<string, string>): string[][] {
  const lines = orders.map(({ due, end, label, lateBy, missing }) => {
    const left = missing.map((item) => `${item} ${kinds.get(item) ?? ''}`.trimEnd());
    const states = [
      ...(lateBy > 0 ? [`late by ${duration(lateBy)}`] : []),
      ...(left.length > 0 ? [`left out: ${left.join(', ')}`] : []),
    ];
    return [label, local(due), local(end), states.join('; ') || 'on time'];
  });
  return [['order', 'due', 'done', ''], ...lines];
}

function utilisationRows(utilisation: readonly Utilisation[]): string[][] {
  const lines = utilisation.map(({ busy, kind, label, open }) => {
    const share = open > 0 ? `${Math.round((busy * 100) / open)} %` : '-';
    return [label, kind, `${busy} of ${open}`, share];
  });
  return [['', '', 'minutes', ''], ...lines];
}

function pathRows(path: readonly PathStep[]): string[][] {
  const lines = path.map(({ end, item, start, text, waitsFor, who }) => [
    ...[item, who, `${local(start)} to ${local(end)}`],
    ...[waitsFor, text],
  ]);
  return [['operation', 'machine', 'when', 'waits for', ''], ...lines];
}

function local(time: string | undefined): string {
  return (time ?? '-').replace('T', ' ');
}

/** Minutes as people say them, such as `1 h 30 min`. */
function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : ''].filter(Boolean).join(' ');
}
