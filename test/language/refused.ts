import { DovetailError } from '../../src/errors.ts';

/** The error of ours that the call throws; fails when it throws none, or another. */
export function refused(run: () => unknown): DovetailError {
  let result: unknown;
  try {
    result = run();
  } catch (thrown) {
    if (thrown instanceof DovetailError) return thrown;
    throw thrown;
  }
  throw new Error(`Nothing was refused; the result is ${JSON.stringify(result)}.`);
}
