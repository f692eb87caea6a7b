import type { DomainModel } from '../../solve/domainModel.ts';
import { FIELDS, inputOf, type Rows } from '../rows.ts';
import type { Days } from '../stored.ts';
import { type ExportStep, exportOf } from './exportOf.ts';
import { type FixAllStep, type FixesStep, fixAllOf, fixesOf } from './fixesOf.ts';
import { type OutcomesStep, outcomesOf } from './outcomesOf.ts';
import { type PreferStep, preferredIn } from './preferredIn.ts';
import { type SummaryStep, summaryIn } from './summaryIn.ts';
import { type ValidateStep, validationOf } from './validationOf.ts';

/** What is asked about a plan as it is: each is answered from its rows, and nothing of it is written. */
export type AdviceStep = (
  | ValidateStep
  | FixesStep
  | FixAllStep
  | SummaryStep
  | ExportStep
  | PreferStep
  | OutcomesStep
) & {
  /** Days that count instead of those of the plan, where its model has some. */
  readonly days?: Days | undefined;
};

/** *Errors* `input/...` for a plan that is not sound for these days; what each of them says. */
export function advise(domain: DomainModel, rows: Rows, step: AdviceStep): unknown {
  const { days } = step;
  if (days && domain.horizon !== undefined) rows.get(FIELDS)!.set(domain.horizon, days);
  if (step.do === 'outcomes') return outcomesOf(rows, step);
  const value = inputOf(rows);
  if (step.do === 'prefer') return preferredIn(domain, value, step);
  const input = domain.parse(value);
  switch (step.do) {
    case 'validate':
      return validationOf(domain, rows, input);
    case 'fixes':
      return fixesOf(domain, { value, input }, step);
    case 'fixAll':
      return fixAllOf(domain, { rows, value, input }, step);
    case 'summary':
      return summaryIn(domain, input, step);
    case 'export':
      return exportOf(domain, input, step);
  }
}
