import type { z } from 'zod';
import type { Proof } from '../engines/outcome.ts';
import type { Model } from '../language/model.ts';
import type { Acceptance } from './acceptance.ts';
import type { Evaluation } from './evaluation.ts';
import type { FixedAll, FixKind, FixOption } from './fixOption.ts';
import type { Hardness } from './hardness.ts';
import type { GivenEntry, InputList } from './inputLists.ts';
import type { Conflict, Issue, PlanIssue, Warning } from './issue.ts';
import type { Names, named } from './names.ts';
import type { Placement } from './placement.ts';
import type { PlanReport } from './report.ts';
import type { DomainResult } from './result.ts';
import type { Timeline } from './timeline.ts';
import type { WhatIf } from './whatIf.ts';
import type { Verdict, WhyThis } from './why.ts';

export type { Proof };

/** What the independent review of a solution says. */
export interface ReviewReport {
  /** Whether no hard rule is broken. */
  readonly isLegal: boolean;
  readonly issues: readonly Issue[];
  /** What was wrong before, and is nobody's solution: it does not make this one illegal. */
  readonly conflicts: readonly Conflict[];
  /** Items taken out so that the rest breaks no hard rule, if any; the penalties are those of the rest. */
  readonly withdrawn?: readonly string[];
  /** The whole penalty, to be minimised. */
  readonly penalty: number;
  /** By the id of each soft rule. */
  readonly penalties: Readonly<Record<string, number>>;
}

/** What an input may make a rule of. */
export interface RuleTemplate {
  readonly template: string;
  /** How much such a rule may bind; the first one unless the input says otherwise. */
  readonly hardnesses: readonly Hardness[];
  /** One sentence, with the names of parameters in place of their values. */
  readonly meaning: string;
  readonly parameters: readonly RuleParameter[];
  /** The JSON Schema of the parameters. */
  readonly schema: object;
}

export interface RuleParameter {
  readonly name: string;
  /** What a value has to be, in words. */
  readonly type: string;
  readonly isRequired: boolean;
  /** What counts when it is left out, where that is a value. */
  readonly default?: unknown;
  readonly means?: string;
}

/** What one rule, or what rules share, takes in the model. */
export interface LedgerRow {
  /** Id of a rule, or a word for what belongs to none. */
  readonly owner: string;
  /** Of a soft rule: what its penalty is multiplied by. */
  readonly weight?: number;
  readonly variables: number;
  readonly constraints: number;
  readonly terms: number;
  readonly microseconds: number;
  /** What it would take without sharing, each rule with indicators and sums of its own. */
  readonly unshared: { readonly variables: number; readonly constraints: number };
}

/** How a model was built. */
export interface BuildLedger {
  readonly rows: readonly LedgerRow[];
  readonly total: Omit<LedgerRow, 'owner'>;
  /** How many combinations there are to choose from. */
  readonly cells: number;
  /** Indicators that say the same as others; there should be none. */
  readonly duplicates: number;
}

/** How much of what is asked for a solution places. */
export interface Tally {
  readonly placed: number;
  /** More than this no solution places, whatever it costs. */
  readonly placeable: number;
  /** What the input asks to place. */
  readonly of: number;
}

/** A rule that counts for an input. */
export interface RuleNamed {
  readonly id: string;
  readonly hardness: Hardness;
  /** Of a rule that is not hard: what its penalty is multiplied by. */
  readonly weight?: number;
  /** What it says, with its numbers, in one sentence. */
  readonly text: string;
}

/** Makes inputs of any size. */
export interface Generator {
  /** What can be sized, with what is taken when nothing is said. */
  readonly sizes: Readonly<Record<string, number>>;
  /** The same sizes and seed give the same input. *Errors* `input/invalid` for sizes that make no sense. */
  generate(sizes: Readonly<Record<string, number>>): unknown;
}

/** An item without a place. */
export interface Waiting {
  readonly item: string;
  /** What people call it. */
  readonly label: string;
  readonly kind?: string;
  /** Why no run can place it, a sentence; absent where one may. */
  readonly reason?: string;
}

/**
 * A business problem on one side, a constraint model on the other.
 *
 * `read(built, values)` of a solution of `built.model` gives a solution of the problem; `review` judges it from the
 * input alone. Everything is deterministic, and the order of lists in the input changes nothing.
 */
export interface DomainModel<Input = unknown, Built extends { readonly model: Model } = { readonly model: Model }> {
  readonly name: string;
  /** One line for people who choose. */
  readonly description: string;
  /**
   * Presets of the weights of soft rules, never of what is allowed; an input names one in its field `strategy`. None for
   * a model without them.
   */
  readonly strategies: readonly string[];
  /** The JSON form of the input. */
  readonly inputSchema: z.ZodType;
  /** The JSON form of a solution. */
  readonly solutionSchema: z.ZodType;
  /** *Errors* `input/shape` or `input/invalid` with every fault at its JSON pointer. */
  parse(value: unknown): Input;
  /** Reads a solution that may be typed by hand. *Errors* as `parse`. */
  parseSolution(input: Input, value: unknown): unknown;
  /** What has no effect in the input, such as a rule that can decide nothing. */
  warnings(input: Input): readonly Warning[];
  /** What is told after every run of an input and can be told before: conflicts, and what can have no place. */
  foreseen(input: Input): readonly Warning[];
  build(input: Input): Built;
  /** The solution that an assignment of the model's variables says. */
  read(built: Built, values: ArrayLike<number>): unknown;
  review(input: Input, solution: unknown): ReviewReport;
  /** Everything that a run returns: what is placed, what is not and why, what it costs. */
  result(built: Built, solution: unknown, proof: Proof): DomainResult;
  ledger(built: Built): BuildLedger;
  /** Why one item is not placed, or not elsewhere: everywhere it could be, with every rule that forbids it. */
  whyNot(input: Input, solution: unknown, item: string): readonly Verdict[];
  /** Why one item is where it is, and what its alternatives would change; undefined when it is not placed. */
  whyThis(input: Input, solution: unknown, item: string): WhyThis | undefined;
  /** What people call what an input names. */
  names(input: Input): Names;
  /**
   * A result as people read it, with names as {@link named} puts them in; no line is longer than `width`, where that can
   * be. With the timeline of the same schedule, in minutes of the clock, it has every day of the horizon, and pauses.
   */
  show(result: DomainResult, width?: number, timeline?: Timeline): string;
  /** The lists of its input, as a store of inputs keeps them. */
  readonly lists: readonly InputList[];
  /** The section with the first and last day of an input; absent where inputs have no dates. */
  readonly horizon?: string | undefined;
  /**
   * The sections of an input that say that everything stays on some days. *Shapes* `fields` are the sections of the input
   * that are no lists. *Errors* `input/invalid` for days that cannot be frozen.
   */
  frozenOn(fields: ReadonlyMap<string, unknown>, days: readonly string[]): readonly (readonly [string, unknown])[];
  /** A solution that has items at places by names. *Errors* `input/invalid` for names that the input does not have. */
  placed(input: Input, placements: readonly Placement[]): unknown;
  /** The entry with given work that each item has in an input, and where that is; undefined where it has none. */
  given(input: Input, items: readonly string[]): readonly (GivenEntry | undefined)[];
  /** Judges work that people accept, and gives the changes that make it given work of the input. */
  accepted(
    input: Input,
    work: { readonly placed: readonly Placement[]; readonly dropped: readonly string[] },
  ): Acceptance;
  /**
   * Judges places by the rules, without a solve: candidates beside everything that a solution has in place, or, without
   * candidates, each item of the solution itself.
   *
   * *Errors* `input/invalid` for names that the input does not have.
   */
  evaluate(
    input: Input,
    solution: unknown,
    request: { readonly candidates?: readonly Placement[]; readonly suggest?: number },
  ): readonly Evaluation[];
  /** What is wrong with the work that an input has in place, the gravest first; without a solve. */
  validation(input: Input): readonly PlanIssue[];
  /**
   * Ways to be rid of one issue, the best first, each of them tried; made when somebody asks.
   *
   * *Errors* `input/invalid` for an issue that the input does not have.
   */
  fixOptions(input: Input, issue: string): readonly FixOption[];
  /** What an input may make rules of, in the order in which they are listed to people. */
  templates(): readonly RuleTemplate[];
  /** The rules that count for an input, in their order. */
  rules(input: Input): readonly RuleNamed[];
  /** Fixes what needs no judgement, one issue after the other, but for kinds of fixes and ids of issues to be skipped. */
  fixAll(input: Input, skip?: readonly FixKind[], ignored?: readonly string[]): FixedAll;
  /** A solution as lanes and bars, with everything that the input has in place; only that without a solution. */
  timeline(input: Input, solution?: unknown): Timeline;
  /**
   * The items that a run may place and that the input has nowhere, in the order of their ids; with the reason, where no run
   * can place one as everything is.
   */
  unplaced(input: Input): readonly Waiting[];
  /** What the work that the input has in place means for orders and resources; undefined where the domain has none. */
  report(input: Input): PlanReport | undefined;
  /** A small input that shows what the model can say. */
  example(): unknown;
  /** Counts what a solution of the model places; quick enough to be asked of every incumbent. */
  tally(built: Built, values: ArrayLike<number>): Tally;
  /** An input that people understand at a glance, for a first look. */
  demo(): unknown;
  readonly generator: Generator;
  /** What one may ask once there is a solution. */
  readonly whatIf: WhatIf<Input, Built>;
}
