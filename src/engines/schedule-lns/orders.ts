/** A use of a resource as the model has it. */
export interface Use {
  /** The variable of its start, -1 for a fixed one. */
  readonly variable: number;
  /** What is added to that variable, or the time itself. */
  readonly offset: number;
  readonly size: number;
  readonly demand: number;
  readonly family: number;
  /** The literal that says whether it is there, -1 for one that always is. */
  readonly presence: number;
  readonly isFree: boolean;
  /** When it begins in the present schedule. */
  readonly at: number;
}

/** That one use is over some time before another begins. */
interface Order {
  readonly before: Use;
  readonly after: Use;
  readonly time: number;
}

/** What keeps the order of uses, sorted by their starts, of which a resource has room for one at a time. */
export function chainOf(kept: readonly Use[], transitions: readonly (readonly number[])[] | undefined): Order[] {
  const orders: Order[] = [];
  const longest = (transitions ?? []).flat().reduce((most, time) => Math.max(most, time), 0);
  kept.forEach((before, i) => {
    // The way over those between them may be shorter than the time that two need.
    let between = 0;
    for (let j = i + 1; j < kept.length && (j === i + 1 || between < longest); j++) {
      const after = kept[j]!;
      const time = transitions?.[before.family]?.[after.family] ?? 0;
      if (j === i + 1 || time > between) orders.push({ before, after, time });
      between += after.size;
    }
  });
  return orders;
}

/**
 * What keeps the order of uses of a resource that several may use at once: each unit of its capacity is handed from use to use.
 *
 * *Source* N. Policella, A. Cesta, A. Oddi, S. F. Smith, "From precedence constraint posting to partial order schedules",
 * AI Communications 20(3), 2007.
 */
export function lanesOf(kept: readonly Use[]): Order[] {
  const orders: Order[] = [];
  /** Uses with the units that nobody has been handed from them; a unit that no use has had yet comes from nobody. */
  const open: { readonly use: Use; units: number }[] = [];
  for (const after of kept) {
    if (after.size === 0) continue;
    let needed = after.demand;
    // From those that end latest, so that the others can still go to what begins earlier than this ends.
    const ended = open.filter(({ use, units }) => units > 0 && use.at + use.size <= after.at);
    for (const one of ended.sort((a, b) => b.use.at + b.use.size - a.use.at - a.use.size)) {
      if (needed <= 0) break;
      const taken = Math.min(needed, one.units);
      one.units -= taken;
      needed -= taken;
      orders.push({ before: one.use, after, time: 0 });
    }
    open.push({ use: after, units: after.demand });
  }
  return orders;
}
