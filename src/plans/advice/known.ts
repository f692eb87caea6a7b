import { DovetailError } from '../../errors.ts';

/** Looks something up by a name that somebody asks for: an unknown one is not a fault of the input, which was read before. */
export function known<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || thrown.code !== 'input/invalid') throw thrown;
    throw new DovetailError('request/not-found', thrown.message);
  }
}
