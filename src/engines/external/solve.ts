import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DovetailError } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import { objectiveOf } from '../../language/objective.ts';
import { encodeModel } from '../../language/proto/index.ts';
import { cut } from '../../limits.ts';
import { type EngineRun, now, type Solver } from '../engine.ts';
import type { Outcome, Proof, Solution } from '../outcome.ts';
import { EXTERNAL_VARIABLE, externalCommand } from './command.ts';
import { type ExternalLine, readLine } from './lines.ts';

/** How often it is looked whether to stop. */
const LOOK_MS = 25;
/** How long a program may take to end after it was asked to. */
const GRACE_MS = 300;
/** Of what it writes to standard error, so much is kept for a message. */
const KEPT_CHARACTERS = 500;
/** Solvers give bounds as floating-point numbers. */
const ROUNDING = 1e-6;

/**
 * Runs a program of the user's own as an engine.
 *
 * *Means* the program finds a binary `CpModelProto` on its standard input, and `DOVETAIL_SECONDS`, `DOVETAIL_SEED` and
 * `DOVETAIL_THREADS` in its environment. It writes lines of JSON to its standard output, as soon as it has something to
 * say: `{"values": [...]}` (a solution, one whole number for each variable), `{"bound": 12}` (no solution is better, in
 * the units of the model's objective), and last `{"status": "optimal" | "infeasible" | "unknown"}`. Other lines are left
 * alone. It is ended by SIGTERM, then by SIGKILL. What it finds is verified as every engine's.
 * *Errors* `engine/unavailable` without a command, or when it does not start; `engine/crashed` when it ends with another
 * code than 0 and has found nothing.
 */
export async function createSolver(): Promise<Solver<Model>> {
  const command = externalCommand();
  if (command !== undefined) return { solve: (model, run) => new ExternalSolve(command, model, run).run() };
  throw new DovetailError('engine/unavailable', `No external engine is plugged in: ${EXTERNAL_VARIABLE} is not set.`, {
    maybe: `set it to a command, such as "python3 scripts/external/ortools.py".`,
  });
}

class ExternalSolve {
  readonly #command: string;
  readonly #model: Model;
  readonly #run: EngineRun;
  readonly #sign: number;
  #best: Solution | undefined;
  #bound: number | undefined;
  #proof: Proof = 'none';
  #isStopped = false;

  constructor(command: string, model: Model, run: EngineRun) {
    this.#command = command;
    this.#model = model;
    this.#run = run;
    this.#sign = model.objective?.sense === 'maximize' ? -1 : 1;
  }

  async run(): Promise<Outcome> {
    const child = this.#start();
    let said = '';
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-KEPT_CHARACTERS);
    });
    // A program that does not read to the end has its reasons.
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(encodeModel(this.#withStart(), 'binary'));
    const looking = setInterval(() => this.#look(child), LOOK_MS);
    try {
      const ended = endOf(child);
      for await (const text of createInterface({ input: child.stdout! })) {
        const line = readLine(text);
        if (line) this.#read(line);
      }
      const code = await ended;
      if (code !== 0 && !this.#isStopped && this.#proof === 'none' && !this.#best) throw this.#failed(code, said);
      return this.#outcome();
    } finally {
      clearInterval(looking);
      end(child, 'SIGKILL');
    }
  }

  #start(): ChildProcess {
    const seconds = Math.max(0.01, (this.#run.deadline - now()) / 1000);
    return spawn(this.#command, {
      shell: true,
      // A group of its own, so that what the command starts ends with it.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        DOVETAIL_SECONDS: seconds.toFixed(3),
        DOVETAIL_SEED: String(this.#run.seed % 2 ** 31),
        DOVETAIL_THREADS: String(this.#run.threads),
      },
    });
  }

  /** A start is told as a hint, which is what the format has for it. */
  #withStart(): Model {
    const { start } = this.#run;
    if (start?.length !== this.#model.variables.length) return this.#model;
    return { ...this.#model, hint: { vars: Array.from(start, (_, i) => i), values: [...start] } };
  }

  #look(child: ChildProcess): void {
    if (this.#isStopped || (!this.#run.shouldStop() && now() < this.#run.deadline)) return;
    this.#isStopped = true;
    end(child, 'SIGTERM');
    setTimeout(() => end(child, 'SIGKILL'), GRACE_MS).unref();
  }

  #read(line: ExternalLine): void {
    if ('values' in line) this.#take(line.values);
    else if ('bound' in line) this.#takeBound(line.bound);
    else if (line.status === 'infeasible') this.#proof = 'infeasible';
    else if (line.status === 'optimal' && this.#best) this.#proof = 'optimal';
  }

  #take(given: readonly number[]): void {
    if (given.length !== this.#model.variables.length) return;
    const values = Float64Array.from(given);
    const objective = objectiveOf(this.#model, values);
    if (this.#best && this.#sign * objective >= this.#sign * this.#best.objective) return;
    this.#best = { values, objective };
    this.#run.incumbent(this.#best);
    if (!this.#model.objective) this.#proof = 'optimal';
  }

  /** The objective is a whole number, so a bound is the next one. */
  #takeBound(given: number): void {
    if (!this.#model.objective || !Number.isFinite(given)) return;
    const bound = this.#sign > 0 ? Math.ceil(given - ROUNDING) : Math.floor(given + ROUNDING);
    if (!Number.isSafeInteger(bound) || (this.#bound !== undefined && this.#sign * bound <= this.#sign * this.#bound))
      return;
    this.#bound = bound;
    this.#run.bound(bound);
  }

  #outcome(): Outcome {
    const isLate = now() >= this.#run.deadline;
    const stopped =
      this.#proof !== 'none'
        ? 'finished'
        : this.#isStopped && !isLate
          ? 'cancelled'
          : isLate
            ? 'time-limit'
            : 'engine-limit';
    const bound = this.#proof === 'optimal' ? this.#best?.objective : this.#bound;
    return {
      proof: this.#proof,
      stopped,
      ...(this.#best && this.#proof !== 'infeasible' ? { solution: this.#best } : {}),
      ...(bound === undefined || this.#proof === 'infeasible' ? {} : { bound }),
    };
  }

  #failed(code: number | null, said: string): DovetailError {
    return new DovetailError(
      'engine/crashed',
      `The external engine ${cut(this.#command)} ended with ${code}: ${said.trim()}`,
      {
        maybe: `try the command of ${EXTERNAL_VARIABLE} by hand.`,
      },
    );
  }
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Signals the whole group. */
function end({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
