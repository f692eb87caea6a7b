import { clockOf } from '../../src/domain/calendar.ts';
import { type Review, review } from '../../src/domain/review.ts';
import { type Difference, differenceOf } from '../../src/solve/difference.ts';
import type { Conflict, DomainResult, Proof } from '../../src/solve/domainModel.ts';
import { conflictsOf } from './conflicts.ts';
import { Reasons } from './explain/reasons.ts';
import { type Assignment, type EventInfo, NONE, type Problem } from './problem.ts';
import { isOfRun, type Schedule } from './schedule.ts';
import { solutionOf } from './solution.ts';
import type { Staff, Staffing } from './staff.ts';
import { placementsIn } from './whatIf/placements.ts';

/** Where something is, by names. */
export interface PlaceNamed {
  readonly employee: string;
  readonly day: string;
  readonly block?: number;
}

/** An event that the run places. */
export interface Placed extends PlaceNamed {
  readonly event: string;
  readonly reference: string;
  /** When it begins, where that is known: the arrive time of the block, or the fixed time of the type. */
  readonly time?: string;
  /** Whether it was pinned there. */
  readonly pinned?: true;
  /** Movable posted events whose old employee and day it has, and which are not there any more. */
  readonly displaces?: readonly string[];
  /** Its share of each soft rule, where it costs something. */
  readonly penalties: Readonly<Record<string, number>>;
}

/** An event that the run does not place. */
export interface NotPlaced {
  readonly event: string;
  readonly reference: string;
  readonly reason: {
    readonly kind: string;
    readonly text: string;
    readonly rule?: string;
    readonly employee?: string;
    readonly day?: string;
    readonly by?: readonly string[];
    readonly rules?: readonly string[];
    readonly room?: readonly string[];
    readonly amount?: number;
    readonly costs?: Readonly<Record<string, number>>;
    readonly company?: readonly string[];
  };
  readonly penalties: Readonly<Record<string, number>>;
}

/** A movable posted event that is not where it was. */
export interface Bump {
  readonly event: string;
  readonly from: PlaceNamed;
  /** Absent when it has no place any more. */
  readonly to?: PlaceNamed;
  /** What the run puts with the old employee on the old day. */
  readonly by: readonly string[];
}

/** Everything that a run returns. */
export interface Result extends DomainResult {
  /** Posted work that breaks hard rules by itself, which the run leaves alone. */
  readonly conflicts: readonly Conflict[];
  readonly placed: readonly Placed[];
  readonly notPlaced: readonly NotPlaced[];
  readonly bumps: readonly Bump[];
  /** What is different from the earlier schedule, when the input has one. */
  readonly disruptions?: Difference;
  readonly penalty: number;
  readonly penalties: Readonly<Record<string, number>>;
  readonly counts: {
    readonly events: number;
    readonly placed: number;
    readonly notPlaced: number;
    /** Of the placed ones. */
    readonly pinned: number;
    readonly moved: number;
    readonly kept: number;
    /** Posted assignments within reach of the horizon, which the run leaves alone. */
    readonly posted: number;
  };
  /** Proposals that broke a hard rule and were withdrawn; a model that is right makes none. */
  readonly defects: readonly { readonly event: string; readonly rule: string; readonly text: string }[];
}

/**
 * What a run returns for its proposals: reviewed first, each event once, each unplaced one with its reason.
 *
 * *Shapes* in the order of the events' ids.
 */
export function resultOf(staffing: Staffing, proposals: Iterable<Assignment>, proof: Proof): Result {
  const reviewed = review(staffing, proposals);
  const { findings, schedule, withdrawals } = reviewed;
  const { problem } = staffing;
  const entered = problem.events.filter(({ state }) => state !== 'posted');
  const shares = sharesByOwner(reviewed);
  const bumps = entered.flatMap((event) => bumpOf(problem, schedule, event));
  const placed = entered.flatMap((event) => placedOf(problem, schedule, { event, shares, bumps }));
  const isProved = proof === 'optimal' && withdrawals.length === 0;
  const notPlaced = notPlacedOf(staffing, schedule, { entered, shares, isProved });
  return {
    conflicts: conflictsOf(staffing, schedule),
    placed,
    notPlaced,
    bumps,
    ...disruptionsOf(problem, schedule),
    penalty: findings.penalty,
    penalties: Object.fromEntries(findings.penalties),
    counts: {
      events: entered.length,
      placed: placed.length,
      notPlaced: notPlaced.length,
      pinned: placed.filter(({ pinned }) => pinned).length,
      moved: bumps.length,
      kept: entered.filter(({ old }) => old).length - bumps.length,
      posted: problem.fixed.filter(({ origin }) => origin === 'posted').length,
    },
    defects: withdrawals.map(({ proposal, breach }) => ({ event: proposal.id, rule: breach.rule, text: breach.text })),
  };
}

function disruptionsOf(problem: Problem, schedule: Schedule): Pick<Result, 'disruptions'> {
  const { previous } = problem.input;
  if (!previous) return {};
  const now = solutionOf(problem, [...schedule.assignments].filter(isOfRun));
  return { disruptions: differenceOf(placementsIn(problem, previous), placementsIn(problem, now)) };
}

type Shares = ReadonlyMap<unknown, ReadonlyMap<string, number>>;

/** The penalty of each assignment and each unplaced event, by rule. */
function sharesByOwner({ findings }: Review<Staff>): Shares {
  const shares = new Map<unknown, Map<string, number>>();
  for (const { amount, of, rule } of findings.shares) {
    if (of === undefined) continue;
    const mine = shares.get(of) ?? new Map<string, number>();
    mine.set(rule, (mine.get(rule) ?? 0) + amount);
    shares.set(of, mine);
  }
  return shares;
}

function named(
  problem: Problem,
  { employee, day, block }: { employee: number; day: number; block: number },
): PlaceNamed {
  return {
    employee: problem.employees[employee]!.id,
    day: problem.frame.dates[day]!,
    ...(block === NONE ? {} : { block }),
  };
}

function placedOf(
  problem: Problem,
  schedule: Schedule,
  { event, shares, bumps }: { event: EventInfo; shares: Shares; bumps: readonly Bump[] },
): Placed[] {
  const work = schedule.of(event.index)[0];
  if (!work) return [];
  const place = named(problem, work);
  const displaces = bumps
    .filter(({ by, from }) => by.includes(event.id) && from.employee === place.employee && from.day === place.day)
    .map((bump) => bump.event);
  const start = problem.blocks.find(({ number }) => number === work.block)?.arrive ?? problem.domains.time[work.type]!;
  return [
    {
      event: event.id,
      reference: event.reference,
      ...place,
      ...(start === NONE ? {} : { time: clockOf(start) }),
      ...(work.origin === 'pin' ? { pinned: true as const } : {}),
      ...(displaces.length ? { displaces } : {}),
      penalties: Object.fromEntries(shares.get(work) ?? []),
    },
  ];
}

function notPlacedOf(
  staffing: Staffing,
  schedule: Schedule,
  { entered, shares, isProved }: { entered: readonly EventInfo[]; shares: Shares; isProved: boolean },
): NotPlaced[] {
  const { problem } = staffing;
  const reasons = new Reasons(staffing, schedule, isProved);
  return entered
    .filter(({ index }) => schedule.of(index).length === 0)
    .map((event) => {
      const { employee, day, costs, ...reason } = reasons.of(event);
      return {
        event: event.id,
        reference: event.reference,
        reason: {
          ...reason,
          ...(costs ? { costs: Object.fromEntries(costs) } : {}),
          ...(employee === undefined ? {} : { employee: problem.employees[employee]!.id }),
          ...(day === undefined ? {} : { day: problem.frame.dates[day]! }),
        },
        penalties: Object.fromEntries(shares.get(event) ?? []),
      };
    });
}

function bumpOf(problem: Problem, schedule: Schedule, event: EventInfo): Bump[] {
  const { index, old } = event;
  if (!old) return [];
  const now = schedule.of(index)[0];
  if (now?.employee === old.employee && now.day === old.day) return [];
  const by = schedule.at(old.employee, old.day).filter(({ origin }) => origin !== 'posted');
  return [
    {
      event: event.id,
      from: named(problem, old),
      ...(now ? { to: named(problem, now) } : {}),
      by: by.map(({ id }) => id).sort(),
    },
  ];
}
