import type { EngineName } from '../../engines/registry.ts';
import type { Constraint, Kind } from '../../language/constraints/index.ts';
import { lowerOf, upperOf } from '../../language/domain.ts';
import type { Model } from '../../language/model.ts';

/** One engine of a race. */
export interface Contender {
  readonly engine: EngineName;
  /**
   * Whether it waits for a first solution, which makes its work shorter, or for the end of those that look for one; a number of
   * milliseconds where it waits no longer than that, as it may find that there is none.
   */
  readonly waits?: boolean | number;
  /** It may use this many ticks: for one that only makes a start. */
  readonly mostTicks?: number;
  /** Whether it enters only when nobody is left, or when the others have had a while for themselves. */
  readonly joins?: boolean;
  /** Whether it is called for a first solution only, or when nobody else is left. */
  readonly seeks?: boolean;
  /** Whether it begins without what is known, whatever its engine does elsewhere: it finds something else by itself. */
  readonly beginsAlone?: boolean;
  /**
   * Whether it lets another have its thread, as `Lineup` says, and goes on later from where it stands: once there is a solution, or
   * `anyway`.
   */
  readonly yields?: 'with-solution' | 'anyway';
  /** Whether it may find that there is no solution: where there is none yet, it keeps its thread. */
  readonly proves?: boolean;
  /**
   * Whether it soon proves what it can prove: on one thread it has its first turn soon after another has begun, whatever that gains, and
   * for as long as all others had.
   */
  readonly early?: boolean;
  /** Whether it makes room for those that were not called yet when it begins anew: it has found by then what it finds soon. */
  readonly brief?: boolean;
  /**
   * Whether it yields only when it is alone: always, until there is a solution, until it has found something itself, until it begins
   * anew by itself, or for the while that others have before somebody joins.
   */
  readonly keeps?: boolean | 'until-solution' | 'until-found' | 'until-anew' | 'for-a-while';
}

/** One engine's turn under a budget of ticks. */
export interface ContenderTurn extends Contender {
  /** Of what is left of the budget, the share that it may use. */
  readonly share: number;
}

/** Which engines solve a model. */
export interface Portfolio {
  /** In words for the person who asked. */
  readonly reason: string;
  /** In the order in which they get a thread; those without one take the place of those that end without a proof. */
  readonly contenders: readonly Contender[];
  /** At most this many engines at once, whatever the threads. */
  readonly atOnce: number;
  /** Who works in which order instead, one at a time, when the budget is counted in ticks. */
  readonly turns: readonly ContenderTurn[];
  /**
   * Engines that serve when a contender cannot, because it is missing, cannot take the model, is wrong or has met a limit
   * of its own, and when nobody is left though time is.
   */
  readonly substitutes: readonly EngineName[];
}

/** Kinds that become a row or two each, without new variables or a loose relaxation. */
const ROW_KINDS: ReadonlySet<Kind> = new Set(['linear', 'boolOr', 'boolAnd', 'atMostOne', 'exactlyOne']);

/** With this many variables to a row and more, most of them are members of choices. */
const WIDE = 6;

/**
 * Up to this many variables engines follow each other at first, so that equal inputs give equal answers: a race could not
 * make them faster.
 */
const SMALL_MODEL = 1000;

/** More engines than this have nothing new to say. */
const MOST_AT_ONCE = 3;

/** An equation with this many different weights is a matter of numbers. */
const LEAST_WEIGHTS = 3;

/** Engines that prove. */
const PROVERS: ReadonlySet<EngineName> = new Set(['cp-sat', 'highs']);

/** Work of local search for a start, by variable. */
const START_TICKS = 1 / 10;

/** Kinds whose intervals are scheduled one at a time for a start. */
const SCHEDULED_KINDS: ReadonlySet<Kind> = new Set(['noOverlap', 'noOverlap2D', 'cumulative']);

/**
 * With more pairs of tasks than this between which a machine needs time, to write them as rows for an engine that knows no such
 * times takes longer than that engine could make up for, and the race stands still meanwhile: about 60,000 pairs a second.
 */
const MOST_PAIRS = 30_000;

/** Who may find that there is no solution waits for a first one for this many milliseconds, about twice what a construction takes. */
const WAIT_MS = { atLeast: 200, byVariable: 1 / 80 };

/** Up to this many variables CP-SAT, which cannot wait before it has found something, does so within about a second. */
const MOST_FOR_SLICES = 10_000;

/** Up to this many variables HiGHS is soon done with each of its steps, between which it can make room. */
const MOST_FOR_STEPS = 10_000;

/** After this many times as long, no construction will find one any more. */
const LONG_WAIT = 4;

/** Up to this many variables CP-SAT proves a schedule before a search beside it could improve it. */
const SMALL_SCHEDULE = 60;

/** Work of the search for schedules before CP-SAT: some at least, and more by variable. */
const SCHEDULE_TICKS = { atLeast: 500, byVariable: 5 };

/** The engines to race on a model: one that constructs, one that proves, others that improve. */
export function portfolioFor(model: Model, wanted: EngineName | 'auto'): Portfolio {
  if (wanted !== 'auto') return oneAfterAnother('asked for', [{ engine: wanted }], []);
  const other = model.constraints.find((c) => !ROW_KINDS.has(c.kind))?.kind;
  const count = model.variables.length;
  const size = `${count} variables`;
  const waits = WAIT_MS.atLeast + count * WAIT_MS.byVariable;
  if (other) {
    const reason = `the model has a ${other} constraint, which CP-SAT propagates as it is`;
    const mostTicks = SCHEDULE_TICKS.atLeast + Math.ceil(count * SCHEDULE_TICKS.byVariable);
    const isScheduled = model.constraints.some(({ kind }) => SCHEDULED_KINDS.has(kind));
    const first: ContenderTurn[] = isScheduled ? [{ engine: 'scheduling', mostTicks, share: 0.2 }] : [];
    if (!isScheduled) return joined(reason, first, ['cp-sat', 'highs']);
    // What CP-SAT has not proved soon, the search for schedules may know better.
    if (count <= SMALL_SCHEDULE) return joined(reason, first, ['cp-sat', 'scheduling', 'highs']);
    const substitutes = ['cp-sat', 'highs'] as const;
    const pairs = pairsApart(model);
    if (pairs > MOST_PAIRS) {
      const why = `${pairs} pairs of tasks may need time between them, which only the searches for schedules take as they are`;
      const turns: ContenderTurn[] = [{ engine: 'scheduling', share: 1 }];
      const contenders: Contender[] = [{ engine: 'scheduling' }, { engine: 'schedule-lns', waits: true }];
      return { reason: why, contenders, atOnce: MOST_AT_ONCE, turns, substitutes };
    }
    // A larger schedule goes on being improved while CP-SAT looks for a proof: by parts on a third thread, or when the search begins
    // anew.
    const contenders = [
      { engine: 'scheduling', yields: 'anyway', keeps: 'until-anew' },
      { engine: 'cp-sat', waits, yields: 'anyway', proves: true, keeps: true },
      { engine: 'schedule-lns', waits: true, yields: 'with-solution' },
    ] as const;
    const shares: ContenderTurn[] = [
      { engine: 'scheduling', share: 0.5 },
      { engine: 'cp-sat', waits: true, share: 1 },
    ];
    return { reason, contenders, atOnce: MOST_AT_ONCE, turns: shares, substitutes: ['highs'] };
  }
  const start: ContenderTurn = { engine: 'local', mostTicks: Math.ceil(count * START_TICKS), share: 0.2 };
  if (!model.objective) {
    const reason = `any solution will do, and CP-SAT finds or excludes one among ${size}`;
    if (count <= SMALL_MODEL) return joined(reason, [], ['cp-sat', 'highs']);
    // What takes CP-SAT long to read, a construction may have solved by then.
    return {
      reason: `${reason}, or a construction does while it reads them`,
      contenders: [
        start,
        { engine: 'cp-sat', yields: 'anyway', proves: true, keeps: true },
        { engine: 'highs', joins: true, yields: 'anyway', proves: true },
        { engine: 'local', joins: true, yields: 'anyway' },
      ],
      atOnce: MOST_AT_ONCE,
      turns: [start, { engine: 'cp-sat', share: 0.7 }, { engine: 'highs', share: 1 }],
      substitutes: [],
    };
  }
  if (count <= SMALL_MODEL) {
    const reason = `all constraints are linear rows, and ${size} are few enough for a proof`;
    // CP-SAT takes half a second to begin, and does not make room before it has found something.
    return model.constraints.some(isWeighedEquation)
      ? joined(`${reason}; equations of many weights are CP-SAT's`, [start], ['cp-sat', 'highs', 'local', 'lns'])
      : joined(reason, [start], ['highs', 'local', 'cp-sat', 'lns']);
  }
  // The relaxations of choices are small and tight, and those of few variables are soon solved, so that a first bound is waited for;
  // others are given a while for it.
  const isWide = count >= WIDE * model.constraints.length;
  const highs: Contender = {
    engine: 'highs',
    waits,
    yields: 'anyway',
    proves: true,
    early: true,
    keeps: isWide || count <= MOST_FOR_STEPS ? 'until-found' : 'for-a-while',
  };
  const pdhg: Contender = { engine: 'pdhg', waits: true };
  const lns: Contender = { engine: 'lns', waits: true, yields: 'with-solution' };
  const cpSat: Contender = {
    engine: 'cp-sat',
    // Where neither a construction nor a relaxation leads to a first solution, propagation may.
    seeks: count > MOST_FOR_SLICES,
    beginsAlone: true,
    joins: count <= MOST_FOR_SLICES,
    waits: LONG_WAIT * waits,
    yields: 'anyway',
    proves: true,
    keeps: 'until-solution',
  };
  const yielding = { ...pdhg, yields: 'anyway' } as const;
  let others: readonly Contender[] = [highs, lns, cpSat, yielding];
  // Where HiGHS may keep its thread for long, the bound that is found soon comes before.
  if (isWide) others = [{ ...yielding, brief: true }, highs, lns, cpSat];
  else if (count > MOST_FOR_STEPS) others = [pdhg, highs, lns, cpSat];
  return {
    reason: `all constraints are linear rows: ${size} are improved by local search and neighbourhoods, and HiGHS goes on as long as its bound rises`,
    contenders: [{ engine: 'local', yields: 'anyway' }, ...others],
    atOnce: MOST_AT_ONCE,
    turns: [
      start,
      { engine: 'highs', share: 0.4 },
      { engine: 'pdhg', share: 0.1 },
      { engine: 'local', share: 0.5 },
      { engine: 'lns', share: 1 },
    ],
    substitutes: ['cp-sat'],
  };
}

/** Whether a row asks for an exact sum of terms of three or more sizes, as in a subset sum: a relaxation says little of it. */
function isWeighedEquation(constraint: Constraint): boolean {
  if (constraint.kind !== 'linear') return false;
  const { domain, coeffs } = constraint;
  return lowerOf(domain) === upperOf(domain) && new Set(coeffs.map(Math.abs)).size >= LEAST_WEIGHTS;
}

/** The portfolio with an engine of the user's own in it, which has a process of its own and takes nobody's thread. */
export function withExternal(portfolio: Portfolio): Portfolio {
  const [first, ...others] = portfolio.contenders;
  return { ...portfolio, contenders: [first!, { engine: 'external' }, ...others], atOnce: portfolio.atOnce + 1 };
}

/** A portfolio without a race: each engine has what the one before has left. */
function oneAfterAnother(
  reason: string,
  contenders: readonly (Contender & { readonly share?: number })[],
  substitutes: readonly EngineName[],
): Portfolio {
  return { reason, contenders, atOnce: 1, turns: contenders.map((one) => ({ share: 1, ...one })), substitutes };
}

/** A portfolio in which the first prover has a while for itself, and the others join it then. */
function joined(reason: string, first: readonly ContenderTurn[], others: readonly EngineName[]): Portfolio {
  return {
    reason,
    contenders: [
      ...first,
      ...others.map((engine, i) => {
        const proves = PROVERS.has(engine);
        const isFirst = i === 0;
        const role = { proves, keeps: proves && isFirst };
        return { engine, joins: true, yields: 'anyway', ...role } as const;
      }),
    ],
    atOnce: MOST_AT_ONCE,
    turns: [...first, ...others.map((engine, i) => ({ engine, share: i < others.length - 1 ? 0.7 : 1 }))],
    substitutes: [],
  };
}

/** Pairs of tasks on machines that need time between them. */
function pairsApart({ constraints }: Model): number {
  return constraints.reduce((sum, one) => {
    const count = one.kind === 'noOverlap' && one.transitions ? one.intervals.length : 0;
    return sum + (count * (count - 1)) / 2;
  }, 0);
}
