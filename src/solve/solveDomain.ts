import { now } from '../engines/engine.ts';
import type { Model } from '../language/model.ts';
import { complete } from './complete.ts';
import type { BuildLedger, DomainModel, ReviewReport, Tally } from './domainModel.ts';
import { conflictingRules, type RuleConflict, ruleConflict } from './infeasible/conflictingRules.ts';
import type { Warning } from './issue.ts';
import type { IncumbentOptions } from './race/incumbents.ts';
import { type RepeatableOptions, type RepeatableResult, solveRepeatably } from './repeatable.ts';
import type { DomainResult } from './result.ts';
import type { SolveOptions, SolveResult } from './solve.ts';
import { DEFAULT_TIME_LIMIT_MS } from './termination.ts';
import type { HardRule } from './whatIf.ts';

/** What a domain model makes of one input. */
export interface DomainRun {
  /** Of the input, whether something was found or not. */
  readonly warnings: readonly Warning[];
  readonly solved: RepeatableResult;
  /** What is placed, what is not and why, what it costs; absent when nothing was found. */
  readonly answer?: {
    /** In the domain's JSON form, as `check` reads it. */
    readonly solution: unknown;
    readonly result: DomainResult;
    readonly review: ReviewReport;
  };
  /** Of a problem that is proved to have no schedule: rules that cannot all hold, when the time sufficed to tell. */
  readonly conflict?: RuleConflict;
  readonly ledger: BuildLedger;
  /** Variables and constraints of the model. */
  readonly size: { readonly variables: number; readonly constraints: number };
  /** Milliseconds by phase. */
  readonly timings: { readonly parse: number; readonly build: number; readonly solve: number; readonly review: number };
}

type OnIncumbent = NonNullable<IncumbentOptions['onIncumbent']>;

export interface DomainSolveOptions extends Omit<RepeatableOptions, 'changes' | 'onIncumbent'> {
  /** Told of each verified solution that is better than all before, and of how much it places. */
  readonly onIncumbent?: ((...args: [...Parameters<OnIncumbent>, tally: Tally]) => void) | undefined;
  /** An earlier solution to start from, in the domain's JSON form; what no longer fits is left out. */
  readonly from?: unknown;
  /** Of schedules that are as good, take one that changes least of the earlier one; true unless told otherwise. */
  readonly leastChange?: boolean | undefined;
}

/**
 * Solves a problem of a domain: reads the input, builds the model once, solves it, reads the schedule back, and reviews
 * it by the domain's own rules, which know nothing of the model.
 *
 * *Errors* `input/shape` and `input/invalid` with every fault of the input; what {@link solveRepeatably} throws.
 */
export async function solveDomain<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { from, onIncumbent, leastChange = true, ...options }: DomainSolveOptions = {},
): Promise<DomainRun> {
  const laps = [now()];
  const input = domain.parse(value);
  laps.push(now());
  const built = domain.build(input);
  laps.push(now());
  const start = from === undefined ? options.start : complete(built.model, domain.whatIf.startOf(built, from));
  const told: OnIncumbent | undefined =
    onIncumbent && ((solution, ...rest) => onIncumbent(solution, ...rest, domain.tally(built, solution.values)));
  const changes = leastChange ? domain.whatIf.changes(built) : undefined;
  const solved = await solveRepeatably(built.model, { ...options, start, onIncumbent: told, changes });
  laps.push(now());
  const { solution, proof } = solved.outcome;
  const conflict =
    proof === 'infeasible'
      ? await conflictOf(built.model, domain.whatIf.hardRules(input), { ...options, spentMs: solved.ms })
      : undefined;
  const answer = solution ? answerOf(domain, { input, built, values: solution.values, proof }) : undefined;
  laps.push(now());
  const [parse, build, solving, review] = laps.slice(1).map((time, i) => time - laps[i]!);
  return {
    warnings: domain.warnings(input),
    solved,
    ...(answer ? { answer } : {}),
    ...(conflict ? { conflict } : {}),
    ledger: domain.ledger(built),
    size: { variables: built.model.variables.length, constraints: built.model.constraints.length },
    timings: { parse: parse!, build: build!, solve: solving!, review: review! },
  };
}

/** What explaining a proof of infeasibility may take, whatever is left of the limit. */
const CONFLICT_MS = { least: 2000, most: 10_000 };

/** The rules that cannot all hold, looked for in what is left of the time. */
export async function conflictOf(
  model: Model,
  hard: readonly HardRule[],
  { timeLimitMs = DEFAULT_TIME_LIMIT_MS, spentMs, signal, seed }: SolveOptions & { readonly spentMs: number },
): Promise<RuleConflict | undefined> {
  const budgetMs = Math.min(CONFLICT_MS.most, Math.max(CONFLICT_MS.least, timeLimitMs - spentMs));
  const found = await conflictingRules(model, { budgetMs, signal, seed });
  return found && ruleConflict(found, hard);
}

interface Found<Input, Built> {
  readonly input: Input;
  readonly built: Built;
  readonly values: ArrayLike<number>;
  readonly proof: SolveResult['outcome']['proof'];
}

function answerOf<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  { input, built, values, proof }: Found<Input, Built>,
): NonNullable<DomainRun['answer']> {
  const solution = domain.read(built, values);
  return { solution, result: domain.result(built, solution, proof), review: domain.review(input, solution) };
}
