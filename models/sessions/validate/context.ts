import type { ReportFault } from '../../../src/domain/fault.ts';
import type * as kit from '../../../src/domain/gather.ts';
import type { RulesContext } from '../../../src/domain/rules/context.ts';
import type { FaultCode } from '../faults.ts';
import type { Input } from '../input.ts';

/** An input with what could be read of it. */
export type Gathered = kit.Gathered<Input>;

/** What every validation looks at: what could be read, and the names that exist, faulty entries included. */
export interface Context extends RulesContext {
  readonly given: Gathered;
  readonly report: ReportFault<FaultCode>;
  readonly sites: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly students: ReadonlySet<string>;
}
