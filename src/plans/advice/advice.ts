import type { PreferenceInput } from '../../domain/rules/input.ts';
import type { FixedAll, FixKind, FixOption } from '../../solve/fixOption.ts';
import type { PlanIssue, Severity } from '../../solve/issue.ts';
import type { IgnoredIssue, WorkOutcome } from '../keptLists.ts';
import type { Days, PageOf, Plan, PlanAsker, Writing, Written } from '../plan.ts';
import type { OutcomeReport } from './outcomesOf.ts';
import type { Said } from './preferredIn.ts';
import type { PlanSummary } from './summaryIn.ts';

/** An issue of a plan, and how it is ignored, where it is. */
export type ToldIssue = PlanIssue & { readonly ignored?: Omit<IgnoredIssue, 'issue'> };

/** How sound the work of a plan is. */
export interface PlanValidation {
  readonly plan: Plan;
  /** From 100 down to 0; what is ignored costs nothing. */
  readonly health: number;
  /** Of all issues that are not ignored, and how many are. */
  readonly counts: Readonly<Record<Severity | 'ignored', number>>;
  /** A page, the gravest first. */
  readonly issues: readonly ToldIssue[];
  readonly cursor?: string;
}

/** Which days count; those of the plan when absent. */
export interface OnDays {
  readonly days?: Days | undefined;
}

/** A file for other programs. */
export interface Exported {
  readonly plan: Plan;
  readonly text: string;
}

/**
 * What a plan is told about the work that it has in place, and what people do about it. Everything heavy is worked out in
 * another process; whatever is written is a list of changes of the plan, with its history and its undoing.
 *
 * *Errors* as those of plans; `request/not-found` for an unknown issue, fix or name.
 */
export interface Advice {
  validation(asker: PlanAsker, id: string, request: OnDays & PageOf): Promise<PlanValidation>;
  fixes(asker: PlanAsker, id: string, request: OnDays & { readonly issue: string }): Promise<FixesOfIssue>;
  apply(
    asker: PlanAsker,
    id: string,
    request: Writing & OnDays & { readonly issue: string; readonly fix: string },
  ): Promise<Written & { readonly option: FixOption }>;
  ignore(
    asker: PlanAsker,
    id: string,
    request: Writing & OnDays & { readonly ignored: IgnoredIssue },
  ): Promise<Written>;
  heed(asker: PlanAsker, id: string, request: Writing & { readonly issue: string }): Promise<Written>;
  fixAll(
    asker: PlanAsker,
    id: string,
    request: Writing & OnDays & { readonly skip: readonly FixKind[] },
  ): Promise<Written & Omit<FixedAll, 'changes'>>;
  preferences(tenant: string, id: string): Promise<{ readonly plan: Plan; readonly preferences: PreferenceInput[] }>;
  /** Sets how much a rule or keyword matters; takes back what was said of it where nothing is said. */
  prefer(
    asker: PlanAsker,
    id: string,
    request: Writing & { readonly name: string; readonly said?: Pick<Said, 'direction' | 'multiplier'> | undefined },
  ): Promise<Written>;
  /** Takes back everything that was said. */
  preferNothing(asker: PlanAsker, id: string, request: Writing): Promise<Written>;
  summary(
    asker: PlanAsker,
    id: string,
    request: OnDays & { readonly weekMinutes?: number | undefined },
  ): Promise<{ readonly plan: Plan } & PlanSummary>;
  export(
    asker: PlanAsker,
    id: string,
    request: OnDays & { readonly as: 'csv' | 'calendar'; readonly lane?: string | undefined },
  ): Promise<Exported>;
  outcomes(asker: PlanAsker, id: string, request: OnDays): Promise<{ readonly plan: Plan } & OutcomeReport>;
  /** Adds outcomes; those of the same item and day are replaced. */
  addOutcomes(
    asker: PlanAsker,
    id: string,
    request: Writing & { readonly outcomes: readonly WorkOutcome[] },
  ): Promise<Written>;
}

export interface FixesOfIssue {
  readonly plan: Plan;
  readonly options: readonly FixOption[];
}
