import type { z } from 'zod';
import { DovetailError, type Fault } from '../errors.ts';

/** The faults of a request that does not have the declared shape, each at its pointer. */
export function shapeError(target: string, { issues }: { issues: readonly z.core.$ZodIssue[] }): DovetailError {
  const isBody = target === 'json';
  const code = isBody ? 'input/shape' : 'request/invalid';
  const faults = issues.flatMap((issue) => faultsOf(issue, isBody ? '' : `/${target}`, code));
  const message = faults.map((fault) => `${fault.pointer || 'the body'}: ${fault.message}`).join('\n');
  return new DovetailError(code, message, { faults, maybe: 'compare with the schema at /docs.' });
}

/** An unknown name is a fault at that name, not at the object that has it. */
function faultsOf(issue: z.core.$ZodIssue, prefix: string, code: string): Fault[] {
  const base = prefix + issue.path.map((part) => `/${escaped(String(part))}`).join('');
  if (issue.code !== 'unrecognized_keys') return [{ pointer: base, code, message: issue.message }];
  return issue.keys.map((key) => ({ pointer: `${base}/${escaped(key)}`, code, message: 'There is no such member.' }));
}

function escaped(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
