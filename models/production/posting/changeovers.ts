import { constant, type Expression, type Literal, not } from '../../../src/language/expression.ts';
import { difference, type Posting, valueAt } from '../posting.ts';

/** What may be on a machine, in some order: fixed work, and each batch that may be there. */
interface Stop {
  readonly order: number;
  readonly start: Expression;
  readonly end: Expression;
  /** That it is there; undefined for what is fixed. */
  readonly literal: Literal | undefined;
}

/** Where the circuit of a machine begins and ends. */
const DEPOT = 0;

/**
 * Adds `amount` for each minute of changing over between what follows each other on a machine, as a circuit through
 * everything that is there.
 */
export function postChangeovers(posting: Posting, machine: number, amount: number): void {
  if (posting.problem.longestSetup[machine] === 0) return;
  const stops = stopsOn(posting, machine);
  const nextIn = followers(stops);
  const [tails, heads, literals]: [number[], number[], Literal[]] = [[], [], []];
  const arc = (from: number, to: number): Literal => {
    const literal = posting.boolean((_, values) => nextIn(values)[from] === to);
    tails.push(from);
    heads.push(to);
    literals.push(literal);
    return literal;
  };
  arc(DEPOT, DEPOT);
  stops.forEach((stop, i) => {
    arc(DEPOT, i + 1);
    arc(i + 1, DEPOT);
    if (stop.literal === undefined) return;
    tails.push(i + 1);
    heads.push(i + 1);
    literals.push(not(stop.literal));
  });
  stops.forEach((before, i) => {
    stops.forEach((after, j) => {
      if (i === j) return;
      // Given work is in order already, also where it overlaps.
      const isGiven = before.literal === undefined && after.literal === undefined;
      if (isGiven && j < i) return;
      const follows = arc(i + 1, j + 1);
      if (!isGiven) posting.add(difference(after.start, before.end, 0), { enforce: [follows] });
      posting.costs.add(follows, amount * posting.problem.setupBetween(machine, before.order, after.order));
    });
  });
  posting.add({ kind: 'circuit', tails, heads, literals });
}

function stopsOn(posting: Posting, machine: number): Stop[] {
  const { items } = posting.problem;
  const given = [...posting.fixed.on(machine)]
    .sort((a, b) => a.from - b.from || a.to - b.to || a.run.item - b.run.item)
    .map(({ run, from, to }): Stop => {
      return { order: items[run.item]!.order, start: constant(from), end: constant(to), literal: undefined };
    });
  const open = posting.on(machine).map(({ batch: { end, start }, choice: { literal }, item }): Stop => {
    return { order: item.order, start, end, literal };
  });
  return [...given, ...open];
}

/** For each stop, and the depot, the one that follows it in a schedule; worked out once for all arcs. */
function followers(stops: readonly Stop[]): (values: Float64Array) => readonly number[] {
  const known = new WeakMap<Float64Array, readonly number[]>();
  return (values) => {
    const found = known.get(values);
    if (found) return found;
    const there = stops
      .flatMap(({ literal, start, end }, i) =>
        literal === undefined || values[literal] === 1
          ? [{ i, from: valueAt(start, values), to: valueAt(end, values) }]
          : [],
      )
      .sort((a, b) => a.from - b.from || a.to - b.to || a.i - b.i);
    const next = new Array<number>(stops.length + 1).fill(-1);
    next[DEPOT] = there.length > 0 ? there[0]!.i + 1 : DEPOT;
    there.forEach(({ i }, at) => {
      next[i + 1] = at + 1 < there.length ? there[at + 1]!.i + 1 : DEPOT;
    });
    known.set(values, next);
    return next;
  };
}
