import { differenceOf } from '../solve/difference.ts';
import type { Proof } from '../solve/domainModel.ts';
import type { Hardness } from '../solve/hardness.ts';
import type { DomainResult, Moved, NotPlaced, Placed } from '../solve/result.ts';
import { conflictsOf } from './conflicts.ts';
import { Reasons } from './explain/reasons.ts';
import { loadsOf } from './loads.ts';
import type { Ruled } from './parts.ts';
import { type Findings, review } from './review.ts';
import type { World } from './world.ts';

/**
 * What a run returns for its proposals: reviewed first, each item once, each unplaced one with its reason.
 *
 * *Shapes* in the order of the items.
 */
export function resultOf<W extends World>(ruled: Ruled<W>, proposals: Iterable<W['work']>, proof: Proof): DomainResult {
  const { findings, schedule, withdrawals } = review(ruled, proposals);
  const { parts, problem } = ruled;
  const entered = parts.itemsOf(problem).filter(({ state }) => state !== 'posted');
  const shares = sharesByOwner(findings);
  const moved = entered.flatMap((item) => movedOf(ruled, schedule, item));
  const placed = entered.flatMap((item) => placedOf(ruled, schedule, { item, shares, moved }));
  const isProved = proof === 'optimal' && withdrawals.length === 0;
  const left = entered.filter(({ index }) => schedule.of(index).length === 0);
  const notPlaced = notPlacedOf(ruled, schedule, { left, shares, isProved });
  const earlier = parts.earlier(problem);
  return {
    warnings: parts.warningsOf(ruled),
    conflicts: conflictsOf(ruled, schedule),
    placed,
    notPlaced,
    moved,
    ...(earlier === undefined
      ? {}
      : {
          disruptions: differenceOf(
            earlier,
            placed.map(({ item, who, at }) => ({ item, who, at })),
          ),
        }),
    ...(parts.atWork ? { loads: loadsOf(ruled, schedule, parts.atWork(problem)) } : {}),
    ...(parts.reportOf ? { report: parts.reportOf(problem, schedule) } : {}),
    penalty: findings.penalty,
    penalties: Object.fromEntries(findings.penalties),
    classes: classesOf(ruled, findings),
    counts: {
      items: entered.length,
      placed: placed.length,
      notPlaced: notPlaced.length,
      pinned: placed.filter(({ pinned }) => pinned).length,
      moved: moved.length,
      kept: entered.filter((item) => parts.oldOf(problem, item)).length - moved.length,
      posted: problem.fixed.filter(({ origin }) => origin === 'posted').length,
    },
    defects: withdrawals.map(({ proposal, breach }) => ({ item: proposal.id, rule: breach.rule, text: breach.text })),
  };
}

/** The penalty by the hardness of the rules. */
function classesOf<W extends World>({ rules }: Ruled<W>, { penalties }: Findings<W>): DomainResult['classes'] {
  const sum = (hardness: Hardness): number =>
    rules.filter((rule) => rule.hardness === hardness).reduce((all, { id }) => all + (penalties.get(id) ?? 0), 0);
  return { soft: sum('soft'), preference: sum('preference') };
}

type Shares = ReadonlyMap<unknown, ReadonlyMap<string, number>>;

/** The penalty of each piece of work and each unplaced item, by rule. */
function sharesByOwner<W extends World>({ shares }: Findings<W>): Shares {
  const byOwner = new Map<unknown, Map<string, number>>();
  for (const { amount, of, rule } of shares) {
    if (of === undefined) continue;
    const mine = byOwner.get(of) ?? new Map<string, number>();
    mine.set(rule, (mine.get(rule) ?? 0) + amount);
    byOwner.set(of, mine);
  }
  return byOwner;
}

function placedOf<W extends World>(
  { parts, problem }: Ruled<W>,
  schedule: W['schedule'],
  { item, shares, moved }: { item: W['item']; shares: Shares; moved: readonly Moved[] },
): Placed[] {
  const work: W['work'] | undefined = schedule.of(item.index)[0];
  if (!work) return [];
  const displaces = moved.filter(({ by }) => by.includes(item.id)).map((one) => one.item);
  return [
    {
      item: item.id,
      label: parts.labelOf(item),
      ...parts.whereOf(problem, work),
      ...(work.origin === 'pin' ? { pinned: true as const } : {}),
      ...(displaces.length ? { displaces } : {}),
      penalties: Object.fromEntries(shares.get(work) ?? []),
    },
  ];
}

function notPlacedOf<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  { left, shares, isProved }: { left: readonly W['item'][]; shares: Shares; isProved: boolean },
): NotPlaced[] {
  const { parts, problem } = ruled;
  const reasons = new Reasons(ruled, schedule, isProved);
  return left.map((item) => {
    const { place, costs, ...reason } = reasons.of(item);
    const where = place && parts.whereOf(problem, parts.candidateAt(problem, place));
    return {
      item: item.id,
      label: parts.labelOf(item),
      reason: { ...reason, ...(costs ? { costs: Object.fromEntries(costs) } : {}), ...where },
      penalties: Object.fromEntries(shares.get(item) ?? []),
    };
  });
}

function movedOf<W extends World>({ parts, problem }: Ruled<W>, schedule: W['schedule'], item: W['item']): Moved[] {
  const old = parts.oldOf(problem, item);
  if (old === undefined) return [];
  const now: W['work'] | undefined = schedule.of(item.index)[0];
  if (now !== undefined && parts.isSamePlace(parts.placeOf(problem, now), parts.placeOf(problem, old))) return [];
  const by = parts.beside(schedule, old).filter(({ origin }) => origin !== 'posted');
  return [
    {
      item: item.id,
      from: parts.whereOf(problem, old),
      ...(now === undefined ? {} : { to: parts.whereOf(problem, now) }),
      by: by.map(({ id }) => id).sort(),
    },
  ];
}
