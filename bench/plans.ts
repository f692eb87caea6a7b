import type { Bench } from './bench.ts';
import { measureAdvice } from './plans/advice.ts';
import { measureImport } from './plans/import.ts';
import { countStatements } from './plans/statements.ts';

/** What plans take: statements whatever their size and history, the time of advice, and the memory of imports. */
export const plans: Bench = {
  name: 'plans',
  description:
    'statements of a plan at two sizes, without and with ten years of history; issues and their fixes, R1 to R4; large files',
  parts: ['statements', 'advice', 'import'],
  async run(options) {
    const wants = (part: string): boolean => options.parts.length === 0 || options.parts.includes(part);
    const reports = [
      ...(wants('statements') ? [await countStatements(options)] : []),
      ...(wants('advice') ? [measureAdvice(options)] : []),
      ...(wants('import') ? [await measureImport(options)] : []),
    ];
    return {
      tables: reports.flatMap(({ tables }) => tables),
      data: reports.map(({ data }) => data),
      failures: reports.flatMap(({ failures }) => failures),
    };
  },
};
