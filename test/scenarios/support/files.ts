import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { DOMAIN_MODELS } from '../../../models/index.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { ScenarioFault } from '../../../src/scenarios/fault.ts';
import { type LoadedScenario, loadScenarios } from '../../../src/scenarios/load.ts';

export const VOCABULARY = { domains: DOMAIN_MODELS, engines: ['auto', 'highs', 'exhaustive'] };

/** A folder that goes when the tests of the file are over, and a way to write files to it. */
export async function scratch(): Promise<{ folder: string; write: (name: string, text: string) => Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dovetail-scenarios-'));
  afterAll(() => rm(folder, { recursive: true }));
  return {
    folder,
    write: async (name, text) => {
      const file = join(folder, name);
      await writeFile(file, text);
      return file;
    },
  };
}

export async function load(...files: string[]): Promise<LoadedScenario[]> {
  return loadScenarios(files, VOCABULARY);
}

/** The faults of files that cannot be loaded, as `line:column code`. */
export async function faultsOf(...files: string[]): Promise<string[]> {
  const thrown: unknown = await load(...files).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof DovetailError)) throw new Error(`expected faults, got ${String(thrown)}`);
  return (thrown.faults as ScenarioFault[]).map(({ line, column, code }) => `${line}:${column} ${code}`);
}

/** Ann, two visits on one day, and a rule that leaves room for one of them; the important one is placed. */
export const ONE_OF_TWO = `name: One of two
why: Ann may do one visit a day, and the important one costs twice as much to leave out.
model: staffing
input:
  horizon: { from: 2026-01-06, to: 2026-01-06 }
  types: { visit: { minutes: 60 } }
  rules:
    - { id: one-a-day, template: max-per-day, parameters: { types: [visit], max: 1 } }
  employees:
    - { id: ann, role: nurse }
  events:
    - { id: important, type: visit, start: 2026-01-06, due: 2026-01-07, priority: high }
    - { id: other, type: visit, start: 2026-01-06, due: 2026-01-07 }
`;
