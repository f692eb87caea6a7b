import { inArena } from './arena.ts';
import type { Attack } from './attack.ts';
import { awaitEnd } from './runsOf.ts';

const SIZE = 3000;
const RANGES = 400_000;

const list = (count: number, of: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => of(i));

/** Raw models that are small as text and large as soon as somebody writes them out. */
const MODELS: Readonly<Record<string, () => object>> = {
  inverse: () => ({
    variables: list(2 * SIZE, (i) => i).map(() => ({ domain: [0, SIZE - 1] })),
    constraints: [{ inverse: { fDirect: list(SIZE, (i) => i), fInverse: list(SIZE, (i) => SIZE + i) } }],
    objective: { vars: list(SIZE, (i) => i), coeffs: list(SIZE, (i) => i % 7) },
  }),
  ranges: () => ({
    variables: [{ domain: [0, 4 * RANGES] }, { domain: [0, 4 * RANGES] }],
    constraints: [{ linear: { vars: [0, 1], coeffs: [1, 1], domain: list(2 * RANGES, (i) => 2 * i) } }],
    objective: { vars: [0], coeffs: [1] },
  }),
};

/** A run ends with a result or with a reason, and never by the memory of its solver. */
export const hugeModels: Attack = {
  name: 'huge-models',
  what: `an inverse over ${SIZE} variables, and a sum with ${RANGES} ranges, at 2 GB for a solver`,
  run: () =>
    inArena({ environment: { DOVETAIL_MEMORY_MB: '2048' } }, async (arena) => {
      const ends: Record<string, string> = {};
      for (const [name, model] of Object.entries(MODELS)) {
        const body = JSON.stringify({ model: model(), options: { termination: { timeLimit: 'PT20S' } } });
        const sent = await arena.send('/v1/solve', { key: arena.victim, body });
        if (sent.status !== 202) {
          ends[name] = `${sent.status} of ${body.length} bytes: ${sent.text.slice(0, 200)}`;
          continue;
        }
        const run = await awaitEnd(arena, arena.victim, JSON.parse(sent.text), 120_000);
        ends[name] = run.error
          ? `${run.status} ${run.error.code} ${run.error.message}`
          : `${run.status} ${run.outcome} ${run.stopped}`;
      }
      const failures = Object.entries(ends).filter(([, end]) => /crashed|internal|^500/.test(end));
      return { figures: ends, failures: failures.map(([name, end]) => `${name}: ${end}`) };
    }),
};
