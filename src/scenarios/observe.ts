import { z } from 'zod';
import { DovetailError, type Fault, messageOf } from '../errors.ts';
import type { BuildLedger, DomainModel, ReviewReport } from '../solve/domainModel.ts';
import { reopened } from '../solve/reopen.ts';
import type { SolveOptions } from '../solve/solve.ts';
import { type DomainRun, solveDomain } from '../solve/solveDomain.ts';
import { type Status, statusOf } from '../solve/status.ts';
import type { Variant } from './load.ts';

const placed = z.object({
  event: z.string(),
  employee: z.string(),
  day: z.string(),
  block: z.number().optional(),
  time: z.string().optional(),
  displaces: z.array(z.string()).optional(),
});

const reason = z.object({
  kind: z.string(),
  text: z.string(),
  rule: z.string().optional(),
  employee: z.string().optional(),
  day: z.string().optional(),
  by: z.array(z.string()).optional(),
});

const notPlaced = z.object({ event: z.string(), reason });

/** What scenarios read of the result of a domain model; whatever else it has is left alone. */
const resultView = z.object({
  placed: z.array(placed),
  notPlaced: z.array(notPlaced),
  bumps: z.array(z.object({ event: z.string() })).default([]),
  disruptions: z.object({ disruptions: z.array(z.object({ item: z.string() })) }).optional(),
});

export type Placed = z.infer<typeof placed>;
export type Reason = z.infer<typeof reason>;

const verdicts = z.array(
  z.object({
    employee: z.string(),
    day: z.string(),
    verdict: z.string(),
    rule: z.string().optional(),
    text: z.string().optional(),
  }),
);

/** A schedule that was found, by event. */
export interface Schedule {
  readonly placed: ReadonlyMap<string, Placed>;
  readonly notPlaced: ReadonlyMap<string, Reason>;
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
  readonly schedule?: Schedule;
  readonly size: DomainRun['size'];
  /** Absent when an engine took part that does not count its work. */
  readonly ticks?: number;
  /** Of those, up to the first solution. */
  readonly firstFeasibleTicks?: number;
  readonly ledger: BuildLedger;
  /** Why an event is not at a place that it was expected at, in one line. */
  why(event: string, at: { readonly employee?: string; readonly day?: string }): string | undefined;
}

/** Runs a domain model on an input; nothing is thrown but our own defects. */
export async function observe(
  domain: DomainModel,
  { input: given, reopen }: Pick<Variant, 'input' | 'reopen'>,
  options: SolveOptions,
): Promise<Observation> {
  try {
    const input = reopened(domain, given, reopen);
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
  const view = resultView.parse(answer.result);
  return {
    ...run,
    schedule: {
      placed: new Map(view.placed.map((one) => [one.event, one])),
      notPlaced: new Map(view.notPlaced.map((one) => [one.event, one.reason])),
      changed: view.disruptions?.disruptions.map(({ item }) => item) ?? view.bumps.map(({ event }) => event),
      review: answer.review,
      objective: outcome.solution!.objective,
    },
    why: (event, at) => lineOf(verdicts.parse(domain.whyNot(domain.parse(input), answer.solution, event)), at),
  };
}

/** The line of the table of places that says most about a place: free before crowded out before impossible. */
function lineOf(
  table: z.infer<typeof verdicts>,
  { employee, day }: { readonly employee?: string; readonly day?: string },
): string | undefined {
  const order = ['free', 'crowded-out', 'impossible'];
  const lines = table.filter(
    (line) =>
      line.verdict !== 'chosen' &&
      (employee === undefined || line.employee === employee) &&
      (day === undefined || line.day === day),
  );
  const [line] = lines.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  if (!line) return undefined;
  const rule = line.rule === undefined ? '' : ` by ${line.rule}`;
  const text = line.text === undefined ? '' : `: ${line.text}`;
  return `${line.employee} on ${line.day}: ${line.verdict}${rule}${text}`;
}
