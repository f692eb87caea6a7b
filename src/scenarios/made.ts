import { messageOf } from '../errors.ts';
import { type Change, changed } from '../solve/change.ts';
import type { Generator } from '../solve/domainModel.ts';
import type { ReportScenarioFault } from './shape.ts';

/** An input, in something, since an input may be anything. */
export interface Made {
  readonly input: unknown;
}

/** What is made, or nothing and a report of why it cannot be. */
export function attempt(
  report: ReportScenarioFault,
  path: readonly PropertyKey[],
  make: () => unknown,
): Made | undefined {
  try {
    return { input: make() };
  } catch (thrown) {
    report(path, 'change-impossible', messageOf(thrown).replaceAll('\n', ' '));
    return undefined;
  }
}

/** Changes one at a time, so that a fault stands where the change does. */
export function applied(report: ReportScenarioFault, input: unknown, changes: readonly Change[]): Made | undefined {
  let made: Made | undefined = { input };
  changes.forEach((change, index) => {
    made &&= attempt(report, ['changes', index], () => changed(made!.input, [change]));
  });
  return made;
}

/** An input of the given sizes, when the generator knows them and takes them. */
export function generated(
  report: ReportScenarioFault,
  generator: Generator,
  given: Readonly<Record<string, number>>,
): Made | undefined {
  const known = [...Object.keys(generator.sizes), 'seed'];
  const unknown = Object.keys(given).filter((key) => !known.includes(key));
  for (const key of unknown) {
    report(['generate', key], 'unknown-key', `there is no size ${key}; there are ${known.join(', ')}`);
  }
  if (unknown.length > 0) return undefined;
  try {
    return { input: generator.generate(given) };
  } catch (thrown) {
    report(['generate'], 'generator-refused', messageOf(thrown).replaceAll('\n', ' '));
    return undefined;
  }
}
