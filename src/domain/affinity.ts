import { dayNumber } from './calendar.ts';

/** How one piece of work ended. */
export interface EndedWork {
  /** To whom it was given. */
  readonly who: string;
  /** Who did it instead, if somebody did. */
  readonly by?: string | undefined;
  /** What its like is compared by, such as a type of work. */
  readonly kind: string;
  /** A date. */
  readonly day: string;
  readonly outcome: 'completed' | 'swapped' | 'no-show';
}

/** How well a kind of work has gone with somebody. */
export interface Affinity {
  readonly who: string;
  readonly kind: string;
  /** In 0..1; 0.5 where nothing is known. */
  readonly score: number;
  /** How many outcomes it was learnt from. */
  readonly count: number;
}

/** After this many days an outcome counts half. */
const HALF_LIFE_DAYS = 180;

/**
 * How well each kind of work has gone with everybody who had some of it, for the runs to come.
 *
 * *Means* work that was done counts for who did it; work that was swapped or missed counts against whom it was given to.
 * The score is the weighted share of what was done with one success and one failure added, so that a single outcome
 * decides little; what is older counts less, half after {@link HALF_LIFE_DAYS} days.
 * *Shapes* by name, then by kind. *Limits* linear in the outcomes; later ones than `today` count fully.
 * *Source* the rule of succession, Laplace 1774.
 */
export function affinityOf(outcomes: readonly EndedWork[], today: string): Affinity[] {
  const sums = new Map<string, Map<string, { done: number; all: number; count: number }>>();
  const add = (who: string, { day, kind }: EndedWork, isDone: boolean): void => {
    const kinds = sums.get(who) ?? new Map<string, { done: number; all: number; count: number }>();
    sums.set(who, kinds);
    const sum = kinds.get(kind) ?? { done: 0, all: 0, count: 0 };
    kinds.set(kind, sum);
    const weight = 0.5 ** (Math.max(0, dayNumber(today) - dayNumber(day)) / HALF_LIFE_DAYS);
    sum.all += weight;
    sum.count++;
    if (isDone) sum.done += weight;
  };
  for (const one of outcomes) {
    add(one.who, one, one.outcome === 'completed');
    if (one.outcome === 'swapped' && one.by !== undefined) add(one.by, one, true);
  }
  return [...sums].sort(byName).flatMap(([who, kinds]) =>
    [...kinds].sort(byName).map(([kind, { done, all, count }]) => {
      return { who, kind, score: (done + 1) / (all + 2), count };
    }),
  );
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
