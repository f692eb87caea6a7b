import { DovetailError, type Fault, messageOf } from '../errors.ts';
import { inputAsked } from '../solve/asked.ts';
import type { BuildLedger, DomainModel, ReviewReport } from '../solve/domainModel.ts';
import type { Placed } from '../solve/result.ts';
import type { SolveOptions } from '../solve/solve.ts';
import { type DomainRun, solveDomain } from '../solve/solveDomain.ts';
import { type Status, statusOf } from '../solve/status.ts';
import type { ReasonNamed, Verdict } from '../solve/why.ts';
import type { Variant } from './load.ts';

/** A schedule that was found, by item. */
export interface ObservedSchedule {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly notPlaced: ReadonlyMap<string, ReasonNamed>;
  /** What is not where it was. */
  readonly changed: readonly string[];
  readonly review: ReviewReport;
  /** The penalty that the model says, as against the review's. */
  readonly objective: number;
}

/** What became of one input. */
export type Observation =
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'failed'; readonly message: string }
  | Ran;

/** A run that came to an end. */
export interface Ran {
  readonly kind: 'ran';
  readonly outcome: Status;
  readonly schedule?: ObservedSchedule;
  readonly size: DomainRun['size'];
  /** Absent when an engine took part that does not count its work. */
  readonly ticks?: number;
  /** Of those, up to the first solution. */
  readonly firstFeasibleTicks?: number;
  readonly ledger: BuildLedger;
  /** Why an item is not at a place that it was expected at, in one line. */
  why(item: string, place: PartOfPlace): string | undefined;
}

/** As much of a place as is said. */
export interface PartOfPlace {
  readonly who?: string;
  readonly at?: Verdict['at'];
}

/** Whether a place is one that was meant. */
export function isMeant(place: Pick<Verdict, 'who' | 'at'>, { who, at = {} }: PartOfPlace): boolean {
  return (who ?? place.who) === place.who && Object.entries(at).every(([part, value]) => place.at[part] === value);
}

/** Runs a domain model on an input; nothing is thrown but our own defects. */
export async function observe(
  domain: DomainModel,
  { input: given, ...asked }: Pick<Variant, 'input' | 'reopen'>,
  options: SolveOptions,
): Promise<Observation> {
  try {
    const input = inputAsked(domain, given, asked);
    return ranOf(domain, input, await solveDomain(domain, input, options));
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    if (thrown.faults.length > 0) return { kind: 'refused', faults: thrown.faults };
    return { kind: 'failed', message: `${thrown.code}: ${messageOf(thrown)}` };
  }
}

function ranOf(domain: DomainModel, input: unknown, { solved, answer, ledger, size }: DomainRun): Ran {
  const { outcome } = solved;
  const ticks = solved.ticks === undefined ? {} : { ticks: solved.ticks };
  const first = solved.incumbents[0]?.ticks;
  const toFirst = first === undefined ? {} : { firstFeasibleTicks: first };
  const run = { kind: 'ran', outcome: statusOf(outcome), size, ledger, ...ticks, ...toFirst } as const;
  if (!answer) return { ...run, why: () => undefined };
  return {
    ...run,
    schedule: {
      placed: new Map(answer.result.placed.map((one) => [one.item, one])),
      notPlaced: new Map(answer.result.notPlaced.map((one) => [one.item, one.reason])),
      changed: (answer.result.disruptions?.disruptions ?? answer.result.moved).map(({ item }) => item),
      review: answer.review,
      objective: outcome.solution!.objective,
    },
    why: (item, place) => lineOf(domain.whyNot(domain.parse(input), answer.solution, item), place),
  };
}

/** The line of the table of places that says most about a place: free before crowded out before impossible. */
function lineOf(table: readonly Verdict[], place: PartOfPlace): string | undefined {
  const order = ['free', 'crowded-out', 'impossible'];
  const lines = table.filter((line) => line.verdict !== 'chosen' && isMeant(line, place));
  const [line] = lines.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  if (!line) return undefined;
  const rule = line.rule === undefined ? '' : ` by ${line.rule}`;
  const text = line.text === undefined ? '' : `: ${line.text}`;
  return `${placeText(line)}: ${line.verdict}${rule}${text}`;
}

/** A place in a few words. */
export function placeText({ who, at: { day, ...rest } }: Pick<Verdict, 'who' | 'at'>): string {
  const on = day === undefined ? '' : ` on ${day}`;
  return [`${who}${on}`, ...Object.entries(rest).map(([part, value]) => `${part} ${value}`)].join(', ');
}
