import type { Ruled } from './parts.ts';
import type { RuleBreach } from './rules/rule.ts';
import type { World } from './world.ts';

/** A part of the penalty that belongs to one piece of work or one unplaced item. */
export interface Share<W extends World> {
  readonly rule: string;
  readonly amount: number;
  readonly of: W['work'] | W['item'] | undefined;
}

/** What all the checks say about a schedule. */
export interface Findings<W extends World> {
  readonly breaches: readonly RuleBreach<W>[];
  readonly shares: readonly Share<W>[];
  /** By rule, hard ones left out; rules that cost nothing are there with 0. */
  readonly penalties: ReadonlyMap<string, number>;
  readonly penalty: number;
}

/** Runs every rule's check once over a schedule. *Limits* as the checks are: linear in the work. */
export function check<W extends World>(
  { problem, rules }: Pick<Ruled<W>, 'problem' | 'rules'>,
  schedule: W['schedule'],
): Findings<W> {
  const breaches: RuleBreach<W>[] = [];
  const shares: Share<W>[] = [];
  const penalties = new Map<string, number>();
  let penalty = 0;
  for (const active of rules) {
    let sum = 0;
    const broken = new Set<number>();
    active.rule.check(active, {
      problem,
      schedule,
      breaks: ({ assignments, withdraw, text, size = 1, unit }) => {
        if (active.hardness !== 'hard') {
          if (unit !== undefined) {
            if (broken.has(unit) || !assignments.some(({ origin }) => origin === 'proposal')) return;
            broken.add(unit);
          }
          const amount = size * active.weight;
          if (amount === 0) return;
          sum += amount;
          shares.push({ rule: active.id, amount, of: withdraw.at(-1) ?? assignments.at(-1) });
          return;
        }
        // Copies, because the lists may be the schedule's own, which changes when something is withdrawn.
        breaches.push({ rule: active.id, text, assignments: [...assignments], withdraw: [...withdraw] });
      },
      costs: (amount, of) => {
        if (amount === 0) return;
        sum += amount;
        shares.push({ rule: active.id, amount, of });
      },
    });
    if (active.hardness !== 'hard') penalties.set(active.id, sum);
    penalty += sum;
  }
  return { breaches, shares, penalties, penalty };
}

/** A proposal that had to go, and the breach that it was for. */
export interface Withdrawal<W extends World> {
  readonly proposal: W['work'];
  readonly breach: RuleBreach<W>;
}

/** What a review found, and the schedule that is left when everything that breaks a hard rule is withdrawn. */
export interface Review<W extends World> {
  /** Of the schedule as it was proposed. */
  readonly breaches: readonly RuleBreach<W>[];
  readonly withdrawals: readonly Withdrawal<W>[];
  /** Breaches that no withdrawal mends, such as work that is missing. */
  readonly remaining: readonly RuleBreach<W>[];
  /** What is left: posted work, pins, and the proposals that stay. */
  readonly schedule: W['schedule'];
  /** Of what is left. */
  readonly findings: Findings<W>;
}

/**
 * Reviews proposals against the input, independently of the model that they come from.
 *
 * *Means* every rule's check over posted work, pins and proposals. What breaks a rule by itself is withdrawn first; then,
 * of proposals that break a hard rule together, the first in the order of priority stay and the others are withdrawn,
 * until nothing more has to go. Nothing is withdrawn for the sake of what is withdrawn itself.
 * *Limits* linear for each pass; a second pass only when something is withdrawn.
 */
export function review<W extends World>(ruled: Ruled<W>, proposals: Iterable<W['work']>): Review<W> {
  const { parts, problem } = ruled;
  const schedule = parts.scheduleOf(problem, [...problem.fixed, ...proposals]);
  const withdrawals = new Map<W['work'], Withdrawal<W>>();
  const first = check(ruled, schedule);
  let findings = first;
  for (;;) {
    const due = nextToWithdraw(ruled, findings.breaches);
    if (due.length === 0) break;
    for (const withdrawal of due) {
      withdrawals.set(withdrawal.proposal, withdrawal);
      schedule.remove(withdrawal.proposal);
    }
    findings = check(ruled, schedule);
  }
  return {
    breaches: first.breaches,
    withdrawals: [...withdrawals.values()],
    remaining: findings.breaches,
    schedule,
    findings,
  };
}

/** What goes in one pass: what is wrong alone, or else of each breach what the others in it outrank. */
function nextToWithdraw<W extends World>(
  { parts, problem }: Ruled<W>,
  breaches: readonly RuleBreach<W>[],
): Withdrawal<W>[] {
  const open = breaches.filter(({ withdraw }) => withdraw.length > 0);
  const alone = open.filter(({ assignments }) => assignments.length === 1);
  const best = ({ withdraw }: RuleBreach<W>): number =>
    Math.min(...withdraw.map((work) => parts.rankOf(problem, work)));
  const inOrder = alone.length > 0 ? alone : open.sort((a, b) => best(a) - best(b));
  const gone = new Map<W['work'], Withdrawal<W>>();
  for (const breach of inOrder) {
    // One that is gone may have been the only reason; the next pass tells.
    if (breach.assignments.some((one) => gone.has(one))) continue;
    for (const proposal of breach.withdraw) gone.set(proposal, { proposal, breach });
  }
  return [...gone.values()];
}
