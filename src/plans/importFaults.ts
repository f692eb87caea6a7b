import { DovetailError, type Fault } from '../errors.ts';
import { LIMITS } from '../limits.ts';

/** The refusal of an import, with its first faults, by line and column where they have some. */
export function refusedImport(
  faults: readonly Fault[],
  { count = faults.length, maybe }: { count?: number; maybe?: string } = {},
): DovetailError {
  const told = faults.slice(0, LIMITS.faults);
  const lines = told.map(({ pointer, message, line, column }) => {
    const place = line === undefined ? pointer : `Line ${line}${column === undefined ? '' : `, column ${column}`}:`;
    return `${place} ${message}`.trim();
  });
  return new DovetailError('input/invalid', `Nothing was imported:\n${lines.join('\n')}`, {
    ...(maybe === undefined ? {} : { maybe }),
    faults: told,
    faultCount: count,
  });
}
