/** A stretch of time in minutes, the end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Some stretches in order, those that touch or overlap as one. */
export function merged(stretches: Iterable<Stretch>): Stretch[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}

/** What some stretches leave of others, in order. */
export function without(stretches: Iterable<Stretch>, taken: Iterable<Stretch>): Stretch[] {
  const gone = merged(taken);
  return merged(stretches).flatMap(({ from, to }) => {
    const left: Stretch[] = [];
    let at = from;
    for (const one of gone) {
      if (one.to <= at || one.from >= to) continue;
      if (one.from > at) left.push({ from: at, to: one.from });
      at = one.to;
    }
    if (at < to) left.push({ from: at, to });
    return left;
  });
}

/** How long some stretches are together. */
export function minutesIn(stretches: Iterable<Stretch>): number {
  return merged(stretches).reduce((sum, { from, to }) => sum + to - from, 0);
}
