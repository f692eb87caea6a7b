import { summaryOf, type WeekSummary } from '../../domain/summary.ts';
import type { DomainModel, Waiting } from '../../solve/domainModel.ts';
import type { PlanReport } from '../../solve/report.ts';

export interface SummaryStep {
  readonly do: 'summary';
  /** What a week of one person may have, in minutes. */
  readonly weekMinutes?: number | undefined;
}

/** How the work of a plan is shared out, what of it waits, and where the domain has orders and resources, what of them. */
export interface PlanSummary extends Partial<Pick<PlanReport, 'orders' | 'utilisation'>> {
  readonly weeks: readonly WeekSummary[];
  /** What has no place, in the order of ids; `urgent` where a warning or worse names it. */
  readonly unplaced: readonly (Waiting & {
    readonly urgent: boolean;
    /** What makes it urgent. */
    readonly texts: readonly string[];
  })[];
}

export function summaryIn(domain: DomainModel, input: unknown, { weekMinutes }: SummaryStep): PlanSummary {
  const { weekStartsOn } = input as { readonly weekStartsOn?: NonNullable<Asked>['weekStartsOn'] };
  const weeks = summaryOf(domain.timeline(input), {
    ...(weekMinutes === undefined ? {} : { mostMinutes: weekMinutes }),
    ...(weekStartsOn === undefined ? {} : { weekStartsOn }),
  });
  const grave = domain.validation(input).filter(({ severity }) => severity !== 'info');
  const textsOf = new Map<string, string[]>();
  for (const { items, text } of grave) {
    for (const item of new Set(items)) textsOf.set(item, [...(textsOf.get(item) ?? []), text]);
  }
  const unplaced = domain.unplaced(input).map((one) => {
    const texts = textsOf.get(one.item) ?? [];
    return { ...one, urgent: texts.length > 0, texts };
  });
  const report = domain.report(input);
  return { weeks, unplaced, ...(report ? { orders: report.orders, utilisation: report.utilisation } : {}) };
}

type Asked = Parameters<typeof summaryOf>[1];
