import { DovetailError } from '../errors.ts';
import type { HttpService } from './httpService.ts';

/** *Errors* `input/shape` for a model that there is not. */
export function requireModel({ domains }: HttpService, model: string): void {
  if (Object.hasOwn(domains, model)) return;
  throw new DovetailError('input/shape', `There is no model "${model}".`, {
    maybe: `use one of ${Object.keys(domains).join(', ')}; a raw constraint model goes to /v1/solve.`,
    faults: [{ pointer: '/model', code: 'input/shape', message: `There is no model "${model}".` }],
  });
}

/** Faults of an input, with pointers into the body that it came in. */
export async function validated(check: () => Promise<void>, prefix: string): Promise<void> {
  try {
    await check();
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || !isInputFault(thrown)) throw thrown;
    const { code, message, details, faults } = thrown;
    const all = faults.length > 0 ? faults : [{ pointer: '', code, message: withoutAdvice(message) }];
    const located = all.map((fault) => ({ ...fault, pointer: `${prefix}${fault.pointer}` }));
    throw new DovetailError(code, message, { details, faults: located, cause: thrown });
  }
}

/** A message without its "Maybe ...", which belongs to the whole and not to a fault. */
export function withoutAdvice(message: string): string {
  return message.split('\nMaybe ')[0]!;
}

export function isInputFault({ code }: DovetailError): boolean {
  return code.startsWith('input/') || code.startsWith('model/');
}
