import { availableParallelism } from 'node:os';
import { now } from '../engines/engine.ts';
import { externalCommand } from '../engines/external/command.ts';
import type { Outcome, Proof } from '../engines/outcome.ts';
import type { EngineName } from '../engines/registry.ts';
import { memoryShortage } from '../engines/thread/memory.ts';
import { DovetailError } from '../errors.ts';
import type { Model } from '../language/model.ts';
import type { Step } from '../rewrite/rewrite.ts';
import { begin } from './race/begin.ts';
import { Forms } from './race/forms.ts';
import { FreeCores } from './race/freeCores.ts';
import { type BoundMoment, type IncumbentOptions, Incumbents, type Moment } from './race/incumbents.ts';
import { portfolioFor, withExternal } from './race/portfolio.ts';
import { race } from './race/race.ts';
import type { Defect } from './race/verify.ts';
import { Watch } from './race/watch.ts';
import type { Termination } from './termination.ts';

/**
 * Engines at once, unless told otherwise: two that improve in different ways, and one that proves. Never more than there
 * are cores, since a prover that shares its core proves far later.
 */
const MOST_THREADS = 3;

export interface SolveOptions extends IncumbentOptions, Termination {
  /** An engine by name, or `auto` (the default), which lets several race, chosen by kinds and size. */
  readonly engine?: EngineName | 'auto' | undefined;
  /** Stops the solve; what was found is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly seed?: number | undefined;
  /** How many engines may run at once, besides those that are paused; 3 by default, and not more than there are cores. */
  readonly threads?: number | undefined;
}

export interface SolveResult {
  readonly outcome: Outcome;
  /** The engine that proved the answer or, without a proof, found it. */
  readonly engine: EngineName;
  /** Why these engines were chosen. */
  readonly reason: string;
  /** What the model was rewritten by for that engine, with sizes; empty when it took the model as it was. */
  readonly steps: readonly Step[];
  readonly incumbents: readonly Moment[];
  readonly bounds: readonly BoundMoment[];
  readonly firstFeasibleMs?: number;
  readonly ms: number;
  /** Ticks of all engines that took part, when each of them counts its own. */
  readonly ticks?: number;
  /** Wrong answers of engines; what they gave was refused. */
  readonly defects: readonly Defect[];
  /** Engines that were passed over, each with the message that says why. */
  readonly skipped: readonly { readonly engine: EngineName; readonly message: string }[];
}

/**
 * Solves a model: chooses which engines race, rewrites the model to what each takes, runs them on threads until one proves
 * its answer or a limit is reached, verifies every solution against the original, and maps the answer back to the
 * original's variables.
 *
 * An engine that is missing, cannot take the model or answers wrongly is passed over for the next one, and stays
 * visible in the result.
 *
 * *Units* milliseconds; the objective in the model's own.
 * *Errors* what the last engine that was tried threw, when none gave an outcome: `engine/unavailable`,
 * `engine/unsupported`, `engine/crashed`, `bug/engine-answer-wrong`; `input/invalid` for a start of another model.
 */
export async function solve(model: Model, options: SolveOptions = {}): Promise<SolveResult> {
  const began = now();
  const chosen = portfolioFor(model, options.engine ?? 'auto');
  const hasExternal = (options.engine ?? 'auto') === 'auto' && externalCommand() !== undefined;
  const portfolio = hasExternal ? withExternal(chosen) : chosen;
  const incumbents = new Incumbents(model, began, options);
  const watch = new Watch(options, began, options.signal);
  const forms = new Forms(model, () => {
    // Under a budget of ticks nothing depends on a clock.
    if (options.ticks === undefined && now() >= watch.deadline) return 'time';
    return memoryShortage() === undefined ? undefined : 'memory';
  });
  const { seed = 1, ticks, threads = Math.min(MOST_THREADS, availableParallelism()) } = options;
  const course = { variables: model.variables.length, forms, incumbents, watch };
  if (ticks === undefined && !watch.signal.aborted) begin({ model, forms, incumbents }, portfolio);
  const cores = new FreeCores(threads);
  // A program of the user's own is another process, for which nobody makes room.
  const counts = hasExternal ? { threads: threads + 1, free: () => threads + 1 } : { threads, free: () => cores.count };
  const raced = await race(course, portfolio, { seed, ticks, ...counts });
  const { proof, stopped, conflict, engine } = raced;
  if (proof === 'optimal' && !incumbents.isProved()) refuseUnmet(incumbents, engine);
  const [first] = incumbents.moments;
  const bound = boundOf(model, proof, incumbents);
  return {
    outcome: {
      proof,
      stopped,
      ...(incumbents.best && proof !== 'infeasible' ? { solution: incumbents.best } : {}),
      ...(bound === undefined ? {} : { bound }),
      // An engine may name literals that it made itself.
      ...(conflict ? { conflict: conflict.filter((literal) => model.assumptions?.includes(literal)) } : {}),
      ...(raced.ticks === undefined ? {} : { ticks: raced.ticks }),
    },
    engine,
    reason: portfolio.reason,
    steps: forms.stepsFor(engine),
    incumbents: incumbents.moments,
    bounds: incumbents.boundMoments,
    ...(first ? { firstFeasibleMs: first.ms } : {}),
    ms: now() - began,
    ...(raced.ticks === undefined ? {} : { ticks: raced.ticks }),
    defects: incumbents.defects,
    skipped: raced.skipped,
  };
}

/** The bound that goes with an answer: of what has no solution there is none, and without an objective it is 0. */
function boundOf({ objective }: Model, proof: Proof, { bound }: Incumbents): number | undefined {
  if (proof === 'infeasible') return undefined;
  return proof === 'optimal' && !objective ? 0 : bound;
}

/** What is called optimal is as good as the bound, to the last unit; anything else is a mistake of ours. */
function refuseUnmet({ best, bound }: Incumbents, engine: EngineName): never {
  throw new DovetailError(
    'bug/bound-not-met',
    `The answer of ${engine} is called optimal: its objective is ${best?.objective}, and the bound ${bound}.`,
    { maybe: 'solve with another engine, and report the model that shows this.' },
  );
}
