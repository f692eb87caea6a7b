import { z } from 'zod';
import { DovetailError } from '../../errors.ts';
import { STATUSES } from '../../solve/status.ts';

const ms = z.number().min(0);
const engine = z.string().min(1);

/** What `solve --trace` writes: every incumbent and every bound of a solve, in the order in which they came. */
export const traceSchema = z.object({
  objectiveSense: z.enum(['minimize', 'maximize']),
  incumbents: z.array(z.object({ ms, objective: z.number(), engine })),
  bounds: z.array(z.object({ ms, bound: z.number(), engine })),
  /** How long the whole solve took. */
  ms,
  status: z.enum(STATUSES),
});

export type Trace = z.infer<typeof traceSchema>;

/** Reads a trace. *Errors* `input/shape` with every fault at its JSON pointer; `input/invalid` for one without a value. */
export function readTrace(value: unknown): Trace {
  const parsed = traceSchema.safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({
      pointer: `/${path.join('/')}`,
      code: 'input/shape',
      message,
    }));
    const lines = faults.map(({ pointer, message }) => `  ${pointer}: ${message}`);
    throw new DovetailError('input/shape', `This is not a trace of a solve:\n${lines.join('\n')}`, {
      maybe: 'write one with "dovetail solve ... --trace file.json".',
      faults,
    });
  }
  const { incumbents, bounds } = parsed.data;
  if (incumbents.length + bounds.length > 0) return parsed.data;
  throw new DovetailError(
    'input/invalid',
    'The trace has neither an incumbent nor a bound, so there is nothing to draw.',
    {
      maybe: 'give the solve longer.',
    },
  );
}
