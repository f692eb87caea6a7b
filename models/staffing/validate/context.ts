import type { ReportFault } from '../../../src/domain/fault.ts';
import type * as kit from '../../../src/domain/gather.ts';
import type { RulesContext } from '../../../src/domain/rules/context.ts';
import type { FaultCode } from '../faults.ts';
import type { RawInput, TypeInput } from '../input.ts';

/** An input with what could be read of it. */
export type Gathered = kit.Gathered<RawInput>;

/** The days that a run is about; absent while they are in doubt. */
export interface Horizon {
  readonly from: string;
  readonly to: string;
}

/** What every validation looks at: what could be read, and the names that exist, faulty entries included. */
export interface Context extends RulesContext {
  readonly given: Gathered;
  readonly report: ReportFault<FaultCode>;
  readonly horizon: Horizon | undefined;
  readonly types: ReadonlyMap<string, TypeInput>;
  readonly roles: ReadonlySet<string>;
  readonly rotationKinds: ReadonlySet<string>;
  readonly blocks: ReadonlySet<number>;
  readonly employees: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}
