import type { z } from 'zod';
import type { DomainModel, Generator, ReviewReport, Tally } from '../solve/domainModel.ts';
import type { InputList } from '../solve/inputLists.ts';
import type { Placement } from '../solve/placement.ts';
import type { DomainResult } from '../solve/result.ts';
import type { Timeline } from '../solve/timeline.ts';
import type { WhatIf } from '../solve/whatIf.ts';
import { type Accepts, accepted, givenOf } from './accept.ts';
import { conflictsOf } from './conflicts.ts';
import { candidatesNamed, evaluate } from './evaluate.ts';
import { whyNot } from './explain/whyNot.ts';
import { whyThis } from './explain/whyThis.ts';
import { fixAll } from './fixes/fixAll.ts';
import { hardRules } from './fixes/hardRules.ts';
import { fixOptions } from './fixes/options.ts';
import { relaxations } from './fixes/relaxations.ts';
import { foreseen } from './foreseen.ts';
import { itemCalled } from './itemCalled.ts';
import { ledgerOf, type RuledModel } from './ledger.ts';
import { namesOf } from './names.ts';
import type { Ruled } from './parts.ts';
import { resultOf } from './result.ts';
import { type Review, review } from './review.ts';
import type { RuleBook } from './rules/book.ts';
import { sentencesOf } from './rules/sentence.ts';
import { templatesOf } from './rules/templates.ts';
import { workIn } from './schedule.ts';
import { timelineOf } from './timeline.ts';
import { inPlace } from './validation/inPlace.ts';
import { issuesOf } from './validation/issues.ts';
import type { World } from './world.ts';

/** A problem with its model, and how to find one in the other. */
export type RuledBuilt<W extends World> = Ruled<W> & RuledModel<W>;

/** What a rule-based domain model says about itself; {@link ruledModel} makes the rest of it. */
export interface RuledDomain<W extends World, Solution, Built extends RuledBuilt<W>>
  extends Pick<WhatIf<W['problem']['input'], Built>, 'demanded' | 'absence'>,
    Partial<Pick<WhatIf<W['problem']['input'], Built>, 'changes' | 'goals' | 'budgeted' | 'reopened'>> {
  readonly name: string;
  readonly description: string;
  /** The class of an item, by its id, where items are interchangeable. */
  classOf?(item: string): string;
  /** Presets of the weights of its profiles, which its input names in `strategy`. */
  readonly strategies?: readonly string[];
  readonly inputSchema: z.ZodType;
  readonly solutionSchema: z.ZodType<Solution>;
  readonly generator: Generator;
  example(): unknown;
  /** The example when absent. */
  demo?(): unknown;
  /** Every rule template by name, in the order in which they are listed to people. */
  readonly templates: RuleBook<W>['templates'];
  show(result: DomainResult, width?: number, timeline?: Timeline): string;
  /** *Errors* `input/shape` or `input/invalid` with every fault at its JSON pointer. */
  parse(value: unknown): W['problem']['input'];
  /** An input in counted form with the rules in force; made once for each input, as by {@link remembered}. */
  ruledOf(input: W['problem']['input']): Ruled<W>;
  /** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
  readSolution(value: unknown): Solution;
  /** Reads a solution that may be typed by hand. *Errors* as `parse`, with every name that the input does not have. */
  parseSolution(ruled: Ruled<W>, value: unknown): Solution;
  /** The part of a solution whose names all exist. */
  knownIn(problem: W['problem'], solution: Solution): Solution;
  /** The proposals of a solution whose names all exist. */
  proposalsIn(problem: W['problem'], solution: Solution): W['work'][];
  solutionOf(problem: W['problem'], work: readonly W['work'][]): Solution;
  /** Where everything is that a solution places, and what the input itself has put in place; its proposals and pins when absent. */
  placementsIn?(problem: W['problem'], solution: Solution): readonly Placement[];
  build(ruled: Ruled<W>): Built;
  /** What an assignment of the model's variables places, pins included. */
  read(built: Built, values: ArrayLike<number>): W['work'][];
  /** The lists of its input, as a store keeps them. */
  readonly lists: readonly InputList[];
  /** The section with the first and last day of an input, where it has one. */
  readonly horizon?: string;
  /** How its input says that everything stays on some days; as `frozenDays` when left out. */
  readonly frozenOn?: DomainModel['frozenOn'];
  readonly accepts: Accepts<W>;
  /** How many items an assignment places; quick enough to be asked of every incumbent. When absent, it is read and counted. */
  placedIn?(built: Built, values: ArrayLike<number>): number;
  /** The open items that have any place in the model; in the problem when absent. */
  placeable?(built: Built): number;
  /** The values of the model's decisions that a legal schedule says, NaN for everything else. */
  startFrom(built: Built, schedule: W['schedule']): Float64Array;
}

/** A domain model from what is its own. */
export function ruledModel<W extends World, Solution, Built extends RuledBuilt<W>>(
  domain: RuledDomain<W, Solution, Built>,
): DomainModel<W['problem']['input'], Built> {
  type Input = W['problem']['input'];
  const reviewOf = (ruled: Ruled<W>, solution: unknown): Review<W> =>
    review(ruled, domain.proposalsIn(ruled.problem, solution as Solution));
  const stillKnown = (ruled: Ruled<W>, solution: unknown): Solution =>
    domain.knownIn(ruled.problem, domain.readSolution(solution));
  const asked = (input: Input, solution: unknown, name: string) => {
    const ruled = domain.ruledOf(input);
    return [ruled, reviewOf(ruled, solution).schedule, itemCalled(ruled, name)] as const;
  };
  return {
    name: domain.name,
    description: domain.description,
    strategies: domain.strategies ?? [],
    inputSchema: domain.inputSchema,
    solutionSchema: domain.solutionSchema,
    generator: domain.generator,
    example: domain.example,
    demo: domain.demo ?? domain.example,
    show: domain.show,
    parse: domain.parse,
    parseSolution: (input, value) => domain.parseSolution(domain.ruledOf(input), value),
    warnings(input) {
      const ruled = domain.ruledOf(input);
      return ruled.parts.warningsOf(ruled);
    },
    foreseen: (input) => foreseen(domain.ruledOf(input)),
    build: (input) => domain.build(domain.ruledOf(input)),
    read: (built, values) => domain.solutionOf(built.problem, domain.read(built, values)),
    review(input, solution) {
      const ruled = domain.ruledOf(input);
      return reportOf(ruled, reviewOf(ruled, solution));
    },
    result: (built, solution, proof) => resultOf(built, domain.proposalsIn(built.problem, solution as Solution), proof),
    ledger: ledgerOf,
    whyNot: (input, solution, item) => whyNot(...asked(input, solution, item)),
    whyThis: (input, solution, item) => whyThis(...asked(input, solution, item)),
    tally: (built, values) => tallyOf(domain, built, values),
    lists: domain.lists,
    horizon: domain.horizon,
    frozenOn: domain.frozenOn ?? ((_, days) => [['frozenDays', days]]),
    placed(input, placements) {
      const ruled = domain.ruledOf(input);
      return domain.solutionOf(ruled.problem, candidatesNamed(ruled, placements));
    },
    given: (input, items) => givenOf(domain.ruledOf(input), domain.accepts, items),
    accepted: (input, work) => accepted(domain.ruledOf(input), domain.accepts, work),
    evaluate(input, solution, { candidates, suggest }) {
      const ruled = domain.ruledOf(input);
      const { schedule } = reviewOf(ruled, solution ?? domain.solutionOf(ruled.problem, []));
      const named = candidates === undefined ? runsIn(ruled, schedule) : candidatesNamed(ruled, candidates);
      return evaluate(ruled, { schedule, candidates: named, ...(suggest === undefined ? {} : { suggest }) });
    },
    validation: (input) => issuesOf(domain.ruledOf(input), domain.classOf),
    fixOptions: (input, issue) => fixOptions(domain, domain.ruledOf(input), issue),
    fixAll: (input, skip, ignored) => fixAll(domain, input, { skip, ignored }),
    names: (input) => namesOf(domain.ruledOf(input)),
    templates: () => templatesOf(domain.templates.values()),
    rules(input) {
      const ruled = domain.ruledOf(input);
      const sentences = sentencesOf(ruled);
      return ruled.rules.map(({ hardness, id, weight }) => {
        return { id, hardness, ...(hardness === 'hard' ? {} : { weight }), text: sentences.get(id)! };
      });
    },
    timeline(input, solution) {
      const ruled = domain.ruledOf(input);
      const { parts, problem } = ruled;
      const isGiven = solution === undefined;
      return timelineOf(
        ruled,
        isGiven ? parts.scheduleOf(problem, inPlace(ruled)) : reviewOf(ruled, solution).schedule,
      );
    },
    unplaced(input) {
      const ruled = domain.ruledOf(input);
      const { parts, problem } = ruled;
      const given = inPlace(ruled);
      const placed = new Set(given.map(({ id }) => id));
      const schedule = parts.scheduleOf(problem, given);
      return parts
        .itemsOf(problem)
        .filter((item) => item.state === 'open' && !placed.has(item.id))
        .map((item) => {
          const kind = parts.kindOf(problem, item);
          const reason = parts.hopeless(ruled, schedule, item, schedule)?.text;
          return {
            item: item.id,
            label: parts.labelOf(item),
            ...(kind === undefined ? {} : { kind }),
            ...(reason === undefined ? {} : { reason }),
          };
        });
    },
    report(input) {
      const ruled = domain.ruledOf(input);
      const { parts, problem } = ruled;
      return parts.reportOf?.(problem, parts.scheduleOf(problem, inPlace(ruled)));
    },
    whatIf: {
      startOf(built, solution) {
        const { schedule } = reviewOf(built, stillKnown(built, solution));
        return domain.startFrom(built, schedule);
      },
      placements(input, solution) {
        const ruled = domain.ruledOf(input);
        if (domain.placementsIn) return domain.placementsIn(ruled.problem, domain.readSolution(solution));
        return placementsIn(ruled, domain.proposalsIn(ruled.problem, stillKnown(ruled, solution)));
      },
      classOf: (item) => domain.classOf?.(item) ?? item,
      changes: domain.changes ?? (() => undefined),
      demanded: domain.demanded,
      relaxations(input, solution) {
        const ruled = domain.ruledOf(input);
        if (solution === undefined) return relaxations(ruled, undefined);
        return relaxations(ruled, reviewOf(ruled, stillKnown(ruled, solution)).schedule);
      },
      hardRules: (input) => hardRules(domain.ruledOf(input)),
      goals: domain.goals ?? (() => []),
      reopened: domain.reopened ?? (() => []),
      ...(domain.absence ? { absence: domain.absence } : {}),
      budgeted: domain.budgeted ?? (() => []),
    },
  };
}

/** Where proposals and the pins of the input are, by name, in the order of the items. */
function placementsIn<W extends World>({ parts, problem }: Ruled<W>, proposals: readonly W['work'][]): Placement[] {
  return [...problem.fixed.filter(({ origin }) => origin === 'pin'), ...proposals]
    .sort((a, b) => parts.itemOf(problem, a)!.index - parts.itemOf(problem, b)!.index)
    .map((work) => ({ item: work.id, ...parts.whereOf(problem, work) }));
}

/** Everything in a schedule that the run answers for. */
function runsIn<W extends World>({ parts, problem }: Ruled<W>, schedule: W['schedule']): W['work'][] {
  return workIn<W>(schedule)
    .filter(({ origin }) => origin !== 'posted')
    .sort((a, b) => parts.itemOf(problem, a)!.index - parts.itemOf(problem, b)!.index);
}

function reportOf<W extends World>(
  ruled: Ruled<W>,
  { breaches, findings, schedule, withdrawals }: Review<W>,
): ReviewReport {
  return {
    isLegal: breaches.length === 0,
    issues: breaches.map(({ assignments, rule, text }) => ({ rule, text, items: assignments.map(({ id }) => id) })),
    conflicts: conflictsOf(ruled, schedule),
    ...(withdrawals.length > 0 ? { withdrawn: withdrawals.map(({ proposal }) => proposal.id) } : {}),
    penalty: findings.penalty,
    penalties: Object.fromEntries(findings.penalties),
  };
}

function tallyOf<W extends World, Solution, Built extends RuledBuilt<W>>(
  domain: RuledDomain<W, Solution, Built>,
  built: Built,
  values: ArrayLike<number>,
): Tally {
  const { parts, problem } = built;
  const open = parts.itemsOf(problem).filter((item) => item.state === 'open');
  const placed =
    domain.placedIn?.(built, values) ?? domain.read(built, values).filter(({ origin }) => origin === 'proposal').length;
  const placeable = domain.placeable?.(built) ?? open.filter((item) => parts.placesOf(problem, item).length > 0).length;
  return { placed, placeable, of: open.length };
}
