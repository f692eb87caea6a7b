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
  readonly calendars: ReadonlySet<string>;
  readonly machines: ReadonlySet<string>;
  readonly operators: ReadonlySet<string>;
  readonly materials: ReadonlySet<string>;
  readonly orders: ReadonlySet<string>;
}
