import { DovetailError } from '../errors.ts';
import { cpSat } from './cp-sat/index.ts';
import type { Engine } from './engine.ts';
import { exhaustive } from './exhaustive/index.ts';
import { external } from './external/index.ts';
import { glpk } from './glpk/index.ts';
import { highs } from './highs/index.ts';
import { javascriptLpSolver } from './javascript-lp-solver/index.ts';
import { lns } from './lns/index.ts';
import { local } from './local/index.ts';
import { pdhg } from './pdhg/index.ts';
import { scheduleLns } from './schedule-lns/index.ts';
import { scheduling } from './scheduling/index.ts';

/** Every engine. Importing this loads no vendor package. */
export const ENGINES = {
  'cp-sat': cpSat,
  highs,
  local,
  lns,
  pdhg,
  scheduling,
  'schedule-lns': scheduleLns,
  glpk,
  'javascript-lp-solver': javascriptLpSolver,
  exhaustive,
  external,
} as const satisfies Record<string, Engine>;

export type EngineName = keyof typeof ENGINES;

/** The engines that come with Dovetail; `external` is what somebody plugs in, and is asked for by who runs the process. */
export const ENGINE_NAMES = (Object.keys(ENGINES) as EngineName[]).filter((name) => name !== 'external');

/** The engine of a name. *Errors* `engine/unknown`. */
export function engineNamed(name: string): Engine & { readonly name: EngineName } {
  if (Object.hasOwn(ENGINES, name)) return ENGINES[name as EngineName] as Engine & { readonly name: EngineName };
  throw new DovetailError('engine/unknown', `There is no engine "${name}".`, {
    maybe: `use one of ${ENGINE_NAMES.join(', ')}.`,
  });
}
