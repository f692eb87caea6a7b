import type { Bar, Timeline } from '../../solve/timeline.ts';

/** A lane with work, and its bars in rows in which none overlaps another. */
export interface Packed {
  readonly label: string;
  readonly rows: readonly (readonly Bar[])[];
}

/** The lanes that have bars, in their order. */
export function packedLanes({ bars, lanes }: Timeline): Packed[] {
  const byLane = Map.groupBy(bars, ({ lane }) => lane);
  return lanes
    .filter(({ id }) => byLane.has(id))
    .map(({ id, label }) => ({ label: nameIn(lanes, id, label), rows: rowsOf(byLane.get(id)!) }));
}

/** The same bars with what they are part of as lanes, such as orders; none where they are part of nothing. */
export function packedGroups({ bars }: Timeline): Packed[] {
  const groups = Map.groupBy(
    bars.filter(({ group }) => group !== undefined),
    ({ group }) => group!,
  );
  const startOf = (own: readonly Bar[]): number => own.reduce((least, { from }) => Math.min(least, from), Infinity);
  return [...groups]
    .sort(([, a], [, b]) => startOf(a) - startOf(b))
    .map(([label, own]) => ({ label, rows: rowsOf(own) }));
}

/** A label, with the id where several have the same. */
export function nameIn(lanes: Timeline['lanes'], id: string, label: string): string {
  const isShared = lanes.filter((lane) => lane.label === label).length > 1;
  return isShared ? `${label} (${id})` : label;
}

/** Each bar in the first row that is free by then. */
function rowsOf(bars: readonly Bar[]): Bar[][] {
  const rows: Bar[][] = [];
  for (const bar of [...bars].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const row = rows.find((own) => own.at(-1)!.to <= bar.from);
    if (row) row.push(bar);
    else rows.push([bar]);
  }
  return rows;
}
