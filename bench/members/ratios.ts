import type { EngineName } from '../../src/engines/registry.ts';
import type { Condition } from './conditions.ts';

/** The race may be so much worse than the best of its members on one model, and never on the mean of a family. */
const WORST = 1.01;
/** A proof takes at most this many times as long as that of the fastest member. */
const SLOWEST = 1.5;

/** What one solver made of one model in one budget. */
export interface Asked {
  readonly condition: Condition;
  readonly family: string;
  readonly instance: string;
  readonly seconds: number;
  /** `auto` is the race. */
  readonly by: EngineName | 'auto';
  /** Less is better; null without a solution. */
  readonly cost: number | null;
  readonly provedMs: number | null;
}

/** The race by the best of its members, on one family in one budget. */
export interface Ratio {
  readonly condition: Condition;
  readonly family: string;
  readonly seconds: number;
  /** Geometric mean and maximum of the ratios of values; infinite where a member alone has a solution. */
  readonly mean: number;
  readonly worst: number;
  /** Models that a member proves alone, those of them that the race proves, and its longest time by that of the member. */
  readonly provable: number;
  readonly proved: number;
  readonly slowest?: number;
}

/** One ratio for each condition, family and budget, in their order. */
export function ratiosOf(asked: readonly Asked[]): Ratio[] {
  const groups = Map.groupBy(asked, ({ condition, family, seconds }) => JSON.stringify([condition, family, seconds]));
  return [...groups.values()].map((group) => {
    const { condition, family, seconds } = group[0]!;
    const models = [...Map.groupBy(group, ({ instance }) => instance).values()];
    const values = models.map(valueRatio);
    const proofs = models.map(proofRatio).filter((one) => one !== undefined);
    const proved = proofs.filter(Number.isFinite);
    return {
      condition,
      family,
      seconds,
      mean: Math.exp(values.reduce((sum, one) => sum + Math.log(one), 0) / values.length),
      worst: Math.max(...values),
      provable: proofs.length,
      proved: proved.length,
      ...(proved.length === 0 ? {} : { slowest: Math.max(...proved) }),
    };
  });
}

/** By how much the race costs more than the best member, as a share of what that costs, and 1. */
function valueRatio(rows: readonly Asked[]): number {
  const race = rows.find(({ by }) => by === 'auto')!.cost ?? Number.POSITIVE_INFINITY;
  const best = Math.min(...rows.map(({ by, cost }) => (by === 'auto' ? null : cost) ?? Number.POSITIVE_INFINITY));
  if (race === best || best === Number.POSITIVE_INFINITY) return 1;
  // Costs may be 0 or below: a ratio cannot fall to nothing by that.
  return Math.max(0.5, 1 + (race - best) / Math.max(1, Math.abs(best)));
}

/** Infinite where a member alone has a proof that the race has not; undefined where none has. */
function proofRatio(rows: readonly Asked[]): number | undefined {
  const race = rows.find(({ by }) => by === 'auto')!.provedMs ?? Number.POSITIVE_INFINITY;
  const best = Math.min(
    ...rows.map(({ by, provedMs }) => (by === 'auto' ? null : provedMs) ?? Number.POSITIVE_INFINITY),
  );
  return best === Number.POSITIVE_INFINITY ? undefined : race / best;
}

/** Where the race was worse than its members, as sentences. */
export function missedBars(ratios: readonly Ratio[]): string[] {
  return ratios.flatMap(({ condition, family, seconds, mean, worst, provable, proved, slowest = 0 }) => {
    const where = `${condition}, ${family}, ${seconds} s`;
    const missed: string[] = [];
    if (worst > WORST) missed.push(`${where}: ${worst.toFixed(3)} times the best member on one model.`);
    if (mean > 1 + 1e-9) missed.push(`${where}: ${mean.toFixed(3)} times the best member on the mean.`);
    if (proved < provable) missed.push(`${where}: ${provable - proved} of ${provable} proofs of a member are missing.`);
    if (slowest > SLOWEST) missed.push(`${where}: a proof took ${slowest.toFixed(2)} times that of a member.`);
    return missed;
  });
}
