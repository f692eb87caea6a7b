import type { EngineName } from '../src/engines/registry.ts';
import { endWarmThreads } from '../src/engines/thread/host.ts';
import { messageOf } from '../src/errors.ts';
import type { Model } from '../src/language/model.ts';
import { objectiveSum } from '../src/language/objective.ts';
import { type SolveResult, solve } from '../src/solve/solve.ts';
import type { Bench } from './bench.ts';
import { SMALL_FAMILIES, type SmallFamily, smallMixed } from './instances/smallMixed.ts';

const MODELS = 500;
const LIMIT_MS = 2000;

/** Whose proofs and solutions are compared with those of `auto`. */
const ALONE: readonly EngineName[] = ['cp-sat', 'highs', 'local', 'lns', 'scheduling'];

/** Where a proof takes about as long as the limit, the machine decides: what was worse once is asked so often again. */
const ROUNDS_AGAIN = 2;

const FAMILIES = Object.keys(SMALL_FAMILIES) as SmallFamily[];

/**
 * `auto` beside every engine alone, at equal time, on small models of which some engine makes heavy weather.
 *
 * *Means* `auto` is worse on a model when an engine alone is better in most of the rounds. Families may be asked for by
 * name; `DOVETAIL_MODELS` says how many models, `DOVETAIL_FIRST_MODEL` where to begin: each number is the same model.
 */
export const auto: Bench = {
  name: 'auto',
  description: `${MODELS} small models: auto is never worse than the best engine alone at equal time, in status or value`,
  parts: FAMILIES,
  async run({ note, quick, parts }) {
    const failures: string[] = [];
    const first = Number(process.env.DOVETAIL_FIRST_MODEL ?? 0);
    const count = Math.ceil(Number(process.env.DOVETAIL_MODELS ?? MODELS) / quick);
    const rows = new Map<SmallFamily, Tally>();
    // Loads and compiles each of them.
    for (const engine of [...ALONE, 'auto'] as const) await asked(smallMixed(0).model, engine);
    for (let number = first; number < first + count; number++) {
      const { family, model } = smallMixed(number);
      if (parts.length > 0 && !parts.includes(family)) continue;
      if ((number - first) % 25 === 0) note(`${number - first} of ${count}`);
      const tally = rows.get(family) ?? { models: 0, proved: 0, worseOnce: 0, worse: 0 };
      rows.set(family, tally);
      tally.models++;
      const ours = await asked(model, 'auto');
      if (ours.isProved) tally.proved++;
      const worse = await worseThan(model, ours, ALONE);
      if (worse.length > 0) tally.worseOnce++;
      const confirmed = await confirmedIn(model, worse);
      if (confirmed.length > 0) tally.worse++;
      failures.push(...confirmed.map(({ text }) => `model ${number} (${family}): ${text}`));
    }
    await endWarmThreads();
    const table = [...rows].map(([family, one]) => [family, one.models, one.proved, one.worseOnce, one.worse]);
    return {
      tables: [
        { title: `auto at ${LIMIT_MS} ms`, head: ['family', 'models', 'proved', 'worse once', 'worse'], rows: table },
      ],
      data: Object.fromEntries(rows),
      failures,
    };
  },
};

interface Tally {
  models: number;
  proved: number;
  /** How often an engine alone was better in the first round. */
  worseOnce: number;
  /** How often it was so in most rounds. */
  worse: number;
}

interface Answer {
  readonly isProved: boolean;
  /** Less is better; infinite without a solution. */
  readonly cost: number;
  readonly text: string;
}

async function asked(model: Model, engine: EngineName | 'auto'): Promise<Answer> {
  try {
    return answerOf(model, await solve(model, { engine, timeLimitMs: LIMIT_MS }));
  } catch (thrown) {
    return { isProved: false, cost: Number.POSITIVE_INFINITY, text: messageOf(thrown) };
  }
}

function answerOf({ objective }: Model, { outcome }: SolveResult): Answer {
  const sign = objective?.sense === 'maximize' ? -1 : 1;
  const { solution, proof } = outcome;
  const sum = solution && objective ? objectiveSum(objective, solution.values) : 0;
  return {
    isProved: proof !== 'none',
    cost: solution ? sign * sum : Number.POSITIVE_INFINITY,
    text: `${proof === 'none' ? outcome.stopped : proof} ${solution ? sum : '-'}`,
  };
}

/** An engine that alone was better, or contradicts. */
interface Fault {
  readonly engine: EngineName;
  readonly isContradicted: boolean;
  readonly text: string;
}

/** In what `auto` was worse than an engine alone; what it has proved cannot be bettered, only contradicted. */
async function worseThan(model: Model, ours: Answer, engines: readonly EngineName[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const engine of engines) {
    const isProver = engine === 'cp-sat' || engine === 'highs';
    if (ours.isProved && !isProver) continue;
    const alone = await asked(model, engine);
    const isWorse = (alone.isProved && !ours.isProved) || alone.cost < ours.cost;
    const isContradicted = alone.isProved && ours.isProved && alone.cost !== ours.cost;
    const text = `auto ${ours.text}, ${engine} ${alone.text}`;
    if (isWorse || isContradicted) faults.push({ engine, isContradicted, text });
  }
  return faults;
}

/** The faults that are there in most of the rounds; a contradiction needs no second one. */
async function confirmedIn(model: Model, faults: readonly Fault[]): Promise<Fault[]> {
  const confirmed: Fault[] = [];
  for (const fault of faults) {
    let worse = 1;
    for (let round = 0; round < ROUNDS_AGAIN && !fault.isContradicted; round++) {
      worse += (await worseThan(model, await asked(model, 'auto'), [fault.engine])).length;
    }
    if (fault.isContradicted || worse > (1 + ROUNDS_AGAIN) / 2) confirmed.push(fault);
  }
  return confirmed;
}
