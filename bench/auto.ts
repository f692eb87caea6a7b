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

/** `auto` beside every engine alone, at equal time, on small models of which some engine makes heavy weather. */
export const auto: Bench = {
  name: 'auto',
  description: `${MODELS} small models: auto is never worse than the best engine alone at equal time, in status or value`,
  async run({ note, quick }) {
    const failures: string[] = [];
    const rows = new Map<SmallFamily, Tally>(
      (Object.keys(SMALL_FAMILIES) as SmallFamily[]).map((family) => [family, { models: 0, proved: 0, worse: 0 }]),
    );
    const count = Math.ceil(MODELS / quick);
    // Loads and compiles each of them.
    for (const engine of [...ALONE, 'auto'] as const) await asked(smallMixed(0).model, engine);
    for (let number = 0; number < count; number++) {
      const { family, model } = smallMixed(number);
      if (number % 25 === 0) note(`${number} of ${count}`);
      const tally = rows.get(family)!;
      tally.models++;
      const ours = await asked(model, 'auto');
      if (ours.isProved) tally.proved++;
      const worse = await worseThan(model, ours);
      if (worse.length > 0) tally.worse++;
      failures.push(...worse.map((fault) => `model ${number} (${family}): ${fault}`));
    }
    await endWarmThreads();
    const table = [...rows].map(([family, { models, proved, worse }]) => [family, models, proved, worse]);
    return {
      tables: [{ title: `auto at ${LIMIT_MS} ms`, head: ['family', 'models', 'proved', 'worse'], rows: table }],
      data: Object.fromEntries(rows),
      failures,
    };
  },
};

interface Tally {
  models: number;
  proved: number;
  /** How often an engine alone was better. */
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

/** In what `auto` was worse than an engine alone; what it has proved cannot be bettered, only contradicted. */
async function worseThan(model: Model, ours: Answer): Promise<string[]> {
  const faults: string[] = [];
  for (const engine of ALONE) {
    const isProver = engine === 'cp-sat' || engine === 'highs';
    if (ours.isProved && !isProver) continue;
    const alone = await asked(model, engine);
    const isWorse = (alone.isProved && !ours.isProved) || alone.cost < ours.cost;
    const isContradicted = alone.isProved && ours.isProved && alone.cost !== ours.cost;
    if (isWorse || isContradicted) faults.push(`auto ${ours.text}, ${engine} ${alone.text}`);
  }
  return faults;
}
