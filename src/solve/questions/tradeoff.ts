import { simplify } from '../../language/expression.ts';
import type { Model } from '../../language/model.ts';
import { changed } from '../change.ts';
import { complete } from '../complete.ts';
import type { Difference } from '../difference.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import { solve } from '../solve.ts';
import { type AskOptions, Clock, type Resolved, resolve } from './resolve.ts';

/** What a change budget buys. */
export interface TradeoffPoint {
  /** How many items may be elsewhere than they were; undefined for as many as one likes. */
  readonly budget?: number;
  /** How many have to be in any schedule, because of what the input says by now; absent when that is not proved. */
  readonly forced?: number;
  /** Absent when nothing was found within the budget. */
  readonly penalty?: number;
  /** What is different from the earlier solution, counted from the two solutions alone. */
  readonly difference?: Difference;
  /** Whether it is proved that the budget buys no more, or, without a penalty, that it buys nothing at all. */
  readonly isProved: boolean;
  readonly solution?: unknown;
}

export interface TradeoffOptions extends AskOptions {
  /** The earlier solution, which changes are counted from. */
  readonly previous: unknown;
  /** Told of each point as it is known. */
  readonly onPoint?: ((point: TradeoffPoint) => void) | undefined;
}

/** How much of the time goes to how many changes are forced, at most; it is quick as a rule. */
const FORCED_SHARE = 0.2;

/** How much of the time goes to the unlimited budget, which says where to stop. */
const UNLIMITED_SHARE = 0.3;

/**
 * Penalties against changes: solved with budgets of 0, 1, 2, 4, 8, ... changed items beyond those that have to
 * change in any case, until a larger one gains nothing.
 *
 * *Shapes* in the order of the budgets, the unlimited one last; penalties never rise along it, since each solve starts
 * from the solution before it. *Limits* the time is shared out; budgets that it does not suffice for are not there.
 * *Errors* as `resolve`.
 */
export async function tradeoff<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { previous, onPoint, ...options }: TradeoffOptions,
): Promise<TradeoffPoint[]> {
  const clock = new Clock(options);
  const input = domain.parse(value);
  const forced = await forcedChanges(domain, changed(value, domain.whatIf.budgeted(input, previous, {})), {
    ...options,
    previous,
    timeLimitMs: clock.share(FORCED_SHARE),
  });
  const ask = async (budget: number | undefined, from: unknown, timeLimitMs: number): Promise<TradeoffPoint> => {
    const variation = changed(value, domain.whatIf.budgeted(input, previous, { assignments: budget }));
    return pointOf(budget, await resolve(domain, variation, { ...options, from, timeLimitMs }));
  };
  const pointOf = (budget: number | undefined, { found, isProved }: Resolved): TradeoffPoint => ({
    ...(budget === undefined ? {} : { budget }),
    ...(forced === undefined ? {} : { forced }),
    isProved,
    ...(found
      ? {
          penalty: found.review.penalty,
          solution: found.solution,
          difference: differenceOf(domain.whatIf.placements(input, previous), found.placements, domain.whatIf.classOf),
        }
      : {}),
  });
  const points: TradeoffPoint[] = [];
  const add = (point: TradeoffPoint): void => {
    points.push(point);
    onPoint?.(point);
  };
  let unlimited = await ask(undefined, previous, clock.share(UNLIMITED_SHARE));
  for (let chosen = 0; !clock.isOver && !isReached(points.at(-1), unlimited); chosen = chosen === 0 ? 1 : 2 * chosen) {
    const point = await ask((forced ?? 0) + chosen, points.at(-1)?.solution ?? previous, clock.share(UNLIMITED_SHARE));
    add(point);
    if (isBetter(point, unlimited)) unlimited = { ...point, isProved: false };
  }
  const { budget: _, ...last } = unlimited;
  add(last);
  return points;
}

/** The fewest changes that any solution makes; undefined when that is not proved. */
async function forcedChanges<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { previous, engine, seed, signal, timeLimitMs }: AskOptions & { readonly previous: unknown },
): Promise<number | undefined> {
  const built = domain.build(domain.parse(value));
  const changes = domain.whatIf.changes(built);
  if (!changes) return 0;
  const model: Model = { ...built.model, objective: { sense: 'minimize', ...simplify(changes) } };
  const start = complete(model, domain.whatIf.startOf(built, previous));
  const { outcome } = await solve(model, { engine, seed, signal, timeLimitMs, start });
  return outcome.proof === 'optimal' ? outcome.solution!.objective : undefined;
}

/** Whether a larger budget gains nothing: the point is as good as it gets, or nothing is possible at all. */
function isReached(point: TradeoffPoint | undefined, unlimited: TradeoffPoint): boolean {
  if (unlimited.penalty === undefined) return unlimited.isProved || point !== undefined;
  return point?.penalty !== undefined && point.penalty <= unlimited.penalty;
}

function isBetter({ penalty }: TradeoffPoint, than: TradeoffPoint): boolean {
  return penalty !== undefined && (than.penalty === undefined || penalty < than.penalty);
}
