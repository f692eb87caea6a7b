import { compare } from './compare.ts';
import type { Failure } from './failure.ts';
import type { LoadedScenario, Variant } from './load.ts';
import { type Observation, observe } from './observe.ts';

/** What became of a scenario. */
export interface ScenarioVerdict {
  readonly file: string;
  readonly name: string;
  readonly why: string;
  /** None when all is as expected; `variant` is empty for the scenario itself. */
  readonly failures: readonly (Failure & { readonly variant: string })[];
  readonly ms: number;
}

/**
 * Runs a scenario and its twins.
 *
 * *Means* all that is expected of each holds, and what is expected of the scenario does not all hold in any twin:
 * otherwise what the twin changes would decide nothing.
 */
export async function runScenario(scenario: LoadedScenario): Promise<ScenarioVerdict> {
  const { domain, file, itself, name, options, twins, why } = scenario;
  const began = performance.now();
  const failures: (Failure & { variant: string })[] = [];
  for (const variant of [itself, ...twins]) {
    const observation = await observe(domain, variant, options);
    const found = compare(variant.expect, observation);
    // Of a scenario that is not as expected, the twins say nothing about what decides.
    if (variant !== itself && failures.every(({ variant: of }) => of !== ''))
      found.push(...undecided(itself, observation));
    failures.push(...found.map((failure) => ({ variant: variant.label, ...failure })));
  }
  return { file, name, why, failures, ms: performance.now() - began };
}

/** A twin in which everything that the scenario expects holds as well. */
function undecided(itself: Variant, observation: Observation): Failure[] {
  if (compare(itself.expect, observation).length > 0) return [];
  const got = 'all that the scenario expects, as without the change, so that the change decides nothing';
  return [{ expectation: 'twin', expected: 'that something the scenario expects no longer holds', got }];
}

/** Runs scenarios, some at the same time; the verdicts are in the order of the scenarios. */
export async function runScenarios(scenarios: readonly LoadedScenario[], jobs: number): Promise<ScenarioVerdict[]> {
  const verdicts: ScenarioVerdict[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < scenarios.length) {
      const index = next++;
      verdicts[index] = await runScenario(scenarios[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, scenarios.length) }, work));
  return verdicts;
}
