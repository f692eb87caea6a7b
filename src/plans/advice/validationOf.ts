import type { DomainModel } from '../../solve/domainModel.ts';
import type { PlanIssue } from '../../solve/issue.ts';
import { IGNORED, type IgnoredIssue } from '../keptLists.ts';
import type { Rows } from '../rows.ts';

export interface ValidateStep {
  readonly do: 'validate';
}

/** What is wrong with the work of a plan, the gravest first, and what of it people do not want to hear. */
export interface Validated {
  readonly issues: readonly PlanIssue[];
  readonly ignored: readonly IgnoredIssue[];
}

export function validationOf(domain: DomainModel, rows: Rows, input: unknown): Validated {
  return { issues: domain.validation(input), ignored: ignoredIn(rows) };
}

export function ignoredIn(rows: Rows): IgnoredIssue[] {
  return [...(rows.get(IGNORED.list)?.values() ?? [])] as IgnoredIssue[];
}

/** Whether an issue is ignored on a date. */
export function isIgnored({ until }: IgnoredIssue, today: string): boolean {
  return until === undefined || until >= today;
}
