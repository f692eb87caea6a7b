import { type Accepts, now } from '../engines/engine.ts';
import { type Matrix, matrixOf } from '../engines/matrix.ts';
import type { Outcome } from '../engines/outcome.ts';
import { type EngineName, engineNamed } from '../engines/registry.ts';
import { solveOnThread } from '../engines/thread/host.ts';
import { DovetailError } from '../errors.ts';
import type { Model } from '../language/model.ts';
import { cp } from '../rewrite/cp.ts';
import { milp } from '../rewrite/milp.ts';
import { type Rewrite, rewrite, type Step } from '../rewrite/rewrite.ts';
import { type Choice, choose } from './choose.ts';
import { type IncumbentOptions, Incumbents, type Moment } from './incumbents.ts';
import { type Defect, refuteProof } from './verify.ts';

/** How long a solve may take unless told otherwise. */
export const DEFAULT_TIME_LIMIT_MS = 60_000;

const PIPELINES: Readonly<Record<Accepts['pipeline'], readonly Rewrite[]>> = { none: [], cp, milp };

/**
 * How much local search may do for a start: counted in work, so that the proof begins with the same solution on every
 * machine, and a share of the time there is as a guard.
 */
const LOCAL_START = { ticksPerVariable: 1 / 40, leastTicks: 10, mostTicks: 300, share: 0.2 };

export interface SolveOptions extends IncumbentOptions {
  /** An engine by name, or `auto` (the default), which chooses by kinds and size. */
  readonly engine?: EngineName | 'auto' | undefined;
  /** Wall clock for everything, in milliseconds; a minute by default. */
  readonly timeLimitMs?: number | undefined;
  /** Stops the solve; what was found is kept. */
  readonly signal?: AbortSignal | undefined;
  readonly seed?: number | undefined;
  /** Threads that an engine may use inside, where it can; 1 by default, which is the deterministic choice. */
  readonly threads?: number | undefined;
}

export interface SolveResult {
  readonly outcome: Outcome;
  /** The engine whose outcome this is, and why it was chosen. */
  readonly engine: EngineName;
  readonly reason: string;
  /** What the model was rewritten by, with sizes; empty when the engine took it as it was. */
  readonly steps: readonly Step[];
  readonly incumbents: readonly Moment[];
  readonly firstFeasibleMs?: number;
  readonly ms: number;
  /** Units of work of all engines that took part, when each of them counts its own. */
  readonly ticks?: number;
  /** Wrong answers of engines that were tried before or are still visible in this one. */
  readonly defects: readonly Defect[];
  /** Engines that were passed over, each with the message that says why. */
  readonly skipped: readonly { readonly engine: EngineName; readonly message: string }[];
}

/**
 * Solves a model: chooses an engine, rewrites the model to what it takes, runs it on a thread, verifies every solution
 * against the original, and maps the answer back to the original's variables.
 *
 * An engine that is missing, cannot take the model or answers wrongly is passed over for the next one, and stays
 * visible in the result.
 *
 * *Units* milliseconds; the objective in the model's own.
 * *Errors* what the last engine that was tried threw, when none gave an outcome: `engine/unavailable`,
 * `engine/unsupported`, `engine/crashed`, `bug/engine-answer-wrong`.
 */
export async function solve(model: Model, options: SolveOptions = {}): Promise<SolveResult> {
  const run = new Run(model, options);
  for (const choice of choose(model, options.engine ?? 'auto')) {
    const result = await run.attempt(choice);
    if (result) return result;
  }
  throw run.failure();
}

/** The model in the form that the engine takes. *Errors* `engine/unsupported`. */
export function inputFor(name: EngineName, model: Model): { input: Model | Matrix; steps: readonly Step[] } {
  const { accepts, form } = engineNamed(name);
  const { model: rewritten, steps } = rewrite(model, PIPELINES[accepts.pipeline]);
  return { input: form === 'matrix' ? matrixOf(rewritten) : rewritten, steps };
}

/** One call of {@link solve}: what all its attempts share. */
class Run {
  readonly #model: Model;
  readonly #options: SolveOptions;
  readonly #began = now();
  readonly #deadline: number;
  readonly #incumbents: Incumbents;
  readonly #skipped: { engine: EngineName; message: string }[] = [];
  #lastError: unknown;
  /** Not a number once an engine took part that does not count. */
  #ticks = 0;

  constructor(model: Model, options: SolveOptions) {
    this.#model = model;
    this.#options = options;
    this.#deadline = this.#began + (options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS);
    this.#incumbents = new Incumbents(model, this.#began, options);
  }

  async attempt(choice: Choice): Promise<SolveResult | undefined> {
    try {
      const { input, steps } = inputFor(choice.engine, this.#model);
      if (choice.startsLocally && !this.#incumbents.best) await this.#startLocally(input);
      const outcome = await this.#solveWith(choice.engine, input);
      return this.#resultOf(choice, steps, outcome);
    } catch (thrown) {
      if (!(thrown instanceof DovetailError)) throw thrown;
      this.#lastError = thrown;
      this.#skipped.push({ engine: choice.engine, message: thrown.message });
      return undefined;
    }
  }

  /** Looks for a first solution for a moment; what fails here is left to the engine that follows. */
  async #startLocally(input: Model | Matrix): Promise<void> {
    const bySize = Math.ceil(this.#model.variables.length * LOCAL_START.ticksPerVariable);
    const { ticks } = await solveOnThread('local', input, {
      deadline: now() + (this.#deadline - now()) * LOCAL_START.share,
      ticks: Math.min(Math.max(bySize, LOCAL_START.leastTicks), LOCAL_START.mostTicks),
      signal: this.#options.signal,
      seed: this.#options.seed,
      onIncumbent: (solution) => this.#incumbents.take(solution.values, 'local'),
    });
    this.#ticks += ticks ?? Number.NaN;
  }

  /** Runs the engine and gives its outcome in the original's terms, refusing one that is wrong. */
  async #solveWith(engine: EngineName, input: Model | Matrix): Promise<Outcome> {
    const wrong = new AbortController();
    const { signal, seed, threads } = this.#options;
    const take = (values: ArrayLike<number>): void => {
      if (!this.#incumbents.take(values, engine)) wrong.abort();
    };
    const raw = await solveOnThread(engine, input, {
      deadline: this.#deadline,
      signal: signal ? AbortSignal.any([signal, wrong.signal]) : wrong.signal,
      start: this.#incumbents.start(),
      seed,
      threads,
      onIncumbent: (solution) => take(solution.values),
      onBound: (bound) => this.#incumbents.takeBound(bound),
    });
    this.#ticks += raw.ticks ?? Number.NaN;
    if (raw.solution) take(raw.solution.values);
    const known = this.#incumbents.best;
    const defect = refuteProof(this.#model, raw, { engine, known });
    if (defect) this.#incumbents.defects.push(defect);
    const found = this.#incumbents.defects.find((d) => d.engine === engine);
    if (found) {
      throw new DovetailError('bug/engine-answer-wrong', found.message, {
        maybe: 'solve with another engine, and report the model that shows this.',
        details: { ...found },
      });
    }
    const { solution: _, ...rest } = raw;
    return known ? { ...rest, solution: known } : rest;
  }

  #resultOf(choice: Choice, steps: readonly Step[], outcome: Outcome): SolveResult {
    const { moments, defects } = this.#incumbents;
    const first = moments[0];
    return {
      outcome,
      ...choice,
      steps,
      incumbents: moments,
      ...(first ? { firstFeasibleMs: first.ms } : {}),
      ms: now() - this.#began,
      ...(Number.isNaN(this.#ticks) ? {} : { ticks: this.#ticks }),
      defects,
      skipped: this.#skipped,
    };
  }

  failure(): unknown {
    return this.#lastError;
  }
}
