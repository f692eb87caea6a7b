import type { Assignment, EventInfo, Problem } from './problem.ts';
import type { Breach, Staffing } from './rules/rule.ts';
import { Schedule } from './schedule.ts';

/** A breach with the rule that it breaks. */
export interface RuleBreach extends Breach {
  readonly rule: string;
}

/** A part of the penalty that belongs to one assignment or one unplaced event. */
export interface Share {
  readonly rule: string;
  readonly amount: number;
  readonly of: Assignment | EventInfo | undefined;
}

/** What all the checks say about a schedule. */
export interface Findings {
  readonly breaches: readonly RuleBreach[];
  readonly shares: readonly Share[];
  /** By rule, soft ones only; rules that cost nothing are there with 0. */
  readonly penalties: ReadonlyMap<string, number>;
  readonly penalty: number;
}

/** Runs every rule's check once over a schedule. *Limits* linear in the assignments, the employees and the days. */
export function check({ problem, rules }: Staffing, schedule: Schedule): Findings {
  const breaches: RuleBreach[] = [];
  const shares: Share[] = [];
  const penalties = new Map<string, number>();
  let penalty = 0;
  for (const active of rules) {
    let sum = 0;
    active.rule.check(active, {
      problem,
      schedule,
      breaks: ({ assignments, withdraw, text }) => {
        // Copies, because the lists may be the schedule's own, which changes when something is withdrawn.
        breaches.push({ rule: active.id, text, assignments: [...assignments], withdraw: [...withdraw] });
      },
      costs: (amount, of) => {
        if (amount === 0) return;
        sum += amount;
        shares.push({ rule: active.id, amount, of });
      },
    });
    if (!active.rule.hard) penalties.set(active.id, sum);
    penalty += sum;
  }
  return { breaches, shares, penalties, penalty };
}

/** A proposal that had to go, and the breach that it was for. */
export interface Withdrawal {
  readonly proposal: Assignment;
  readonly breach: RuleBreach;
}

/** What a review found, and the schedule that is left when everything that breaks a hard rule is withdrawn. */
export interface Review {
  /** Of the schedule as it was proposed. */
  readonly breaches: readonly RuleBreach[];
  readonly withdrawals: readonly Withdrawal[];
  /** Breaches that no withdrawal mends, such as work that is missing. */
  readonly remaining: readonly RuleBreach[];
  /** What is left: posted work, pins, and the proposals that stay. */
  readonly schedule: Schedule;
  /** Of what is left. */
  readonly findings: Findings;
}

/**
 * Reviews proposals against the input, independently of the model that they come from.
 *
 * *Means* every rule's check over posted work, pins and proposals. What breaks a rule by itself is withdrawn first; then,
 * of proposals that break a hard rule together, the first in the order of priority stay and the others are withdrawn,
 * until nothing more has to go. Nothing is withdrawn for the sake of what is withdrawn itself.
 * *Limits* linear for each pass; a second pass only when something is withdrawn.
 */
export function review(staffing: Staffing, proposals: Iterable<Assignment>): Review {
  const { problem } = staffing;
  const schedule = new Schedule(problem, [...problem.fixed, ...proposals]);
  const withdrawals = new Map<Assignment, Withdrawal>();
  const first = check(staffing, schedule);
  let findings = first;
  for (;;) {
    const due = nextToWithdraw(problem, findings.breaches);
    if (due.length === 0) break;
    for (const withdrawal of due) {
      withdrawals.set(withdrawal.proposal, withdrawal);
      schedule.remove(withdrawal.proposal);
    }
    findings = check(staffing, schedule);
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
function nextToWithdraw(problem: Problem, breaches: readonly RuleBreach[]): Withdrawal[] {
  const open = breaches.filter(({ withdraw }) => withdraw.length > 0);
  const alone = open.filter(({ assignments }) => assignments.length === 1);
  const best = ({ withdraw }: RuleBreach): number => Math.min(...withdraw.map(({ event }) => problem.rank[event]!));
  const inOrder = alone.length > 0 ? alone : open.sort((a, b) => best(a) - best(b));
  const gone = new Map<Assignment, Withdrawal>();
  for (const breach of inOrder) {
    // One that is gone may have been the only reason; the next pass tells.
    if (breach.assignments.some((one) => gone.has(one))) continue;
    for (const proposal of breach.withdraw) gone.set(proposal, { proposal, breach });
  }
  return [...gone.values()];
}
