import { z } from 'zod';

/** One line that an external engine writes: a solution, a limit on the objective, or how the search ended. */
const line = z.union([
  z.strictObject({ values: z.array(z.int()) }),
  z.strictObject({ bound: z.number() }),
  z.strictObject({ status: z.enum(['optimal', 'infeasible', 'unknown']) }),
]);

export type ExternalLine = z.infer<typeof line>;

/** What a line says; undefined for anything else, such as a log of the program's own. */
export function readLine(text: string): ExternalLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
