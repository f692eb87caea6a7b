import type { Bench } from './bench.ts';
import { measureAdvice } from './plans/advice.ts';
import { countStatements } from './plans/statements.ts';

/** What plans take: statements whatever their size and history, and the time of advice. */
export const plans: Bench = {
  name: 'plans',
  description:
    'statements of a plan at two sizes, without and with ten years of history; issues and their fixes, R1 to R4',
  parts: ['statements', 'advice'],
  async run(options) {
    const wants = (part: string): boolean => options.parts.length === 0 || options.parts.includes(part);
    const reports = [
      ...(wants('statements') ? [await countStatements(options)] : []),
      ...(wants('advice') ? [measureAdvice(options)] : []),
    ];
    return {
      tables: reports.flatMap(({ tables }) => tables),
      data: reports.map(({ data }) => data),
      failures: reports.flatMap(({ failures }) => failures),
    };
  },
};
