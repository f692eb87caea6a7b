import { ENGINE_NAMES } from '../engines/registry.ts';
import { findScenarios } from '../scenarios/find.ts';
import { loadScenarios, type Vocabulary } from '../scenarios/load.ts';
import { runScenarios as runLoaded, type ScenarioVerdict } from '../scenarios/run.ts';

/**
 * Runs scenario files one after the other, with their twins, for a test runner of your choice.
 *
 * *Shapes* `paths` are files, folders and globs; each file is run once, in the order of their names.
 * *Errors* `input/file` for a path without scenarios; `input/invalid` with every fault of every file.
 */
export async function runScenarios(
  paths: readonly string[],
  models: Vocabulary['domains'],
): Promise<readonly ScenarioVerdict[]> {
  const files = await findScenarios(paths);
  const scenarios = await loadScenarios(files, { domains: models, engines: ['auto', ...ENGINE_NAMES] });
  return runLoaded(scenarios, 1);
}
