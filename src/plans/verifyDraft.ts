import type { Refusal } from '../solve/acceptance.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import type { Issue } from '../solve/issue.ts';
import type { Placement } from '../solve/placement.ts';
import { released } from './accept.ts';
import type { Breach, PlanVersion, Proposed } from './draft.ts';
import { breachesOf } from './draftOf.ts';
import { inputOf, type Rows } from './rows.ts';
import type { Days } from './stored.ts';

/** Looks at everything that is open in a draft together, in the plan as it is now. */
export interface VerifyStep {
  readonly do: 'verify';
  /** With the places where people want them. */
  readonly items: readonly Proposed[];
  readonly days?: Days | undefined;
}

/** What the rules say of one item where the draft has it. */
export interface VerifiedItem extends Pick<Placement, 'item' | 'who' | 'at'> {
  readonly warnings: readonly Breach[];
  readonly info: readonly Breach[];
}

export interface DraftFindings {
  /** Whether no hard rule is broken and everything is where the run found it. */
  readonly isLegal: boolean;
  /** Hard rules that are broken. */
  readonly issues: readonly Issue[];
  /** Items for which a rule or preference costs something. */
  readonly items: readonly VerifiedItem[];
  /** Items whose work in the plan has been moved or taken away since the run. */
  readonly gone: readonly Refusal[];
  /** Of the plan with the draft in it, but for items that have to go so that no hard rule is broken. */
  readonly penalty: number;
  readonly penalties: Readonly<Record<string, number>>;
}

/** The same with the version of the plan that it was looked at in. */
export interface DraftVerification extends DraftFindings {
  readonly run: string;
  readonly plan: PlanVersion;
}

/** *Means* what concerns none of the days is left out; the penalties are those of everything. */
export function verifyDraft(domain: DomainModel, rows: Rows, { items, days }: VerifyStep): DraftFindings {
  const { rows: free, gone } = released(domain, rows, items);
  const left = items.filter(({ item }) => !gone.some((one) => one.item === item));
  const input = domain.parse(inputOf(free));
  const places = left.flatMap(({ item, to }): Placement[] => (to ? [{ item, ...to }] : []));
  const solution = domain.placed(input, places);
  const { issues, penalty, penalties } = domain.review(input, solution);
  const isNear = nearness(items, days);
  const found = issues.filter((one) => one.items.length === 0 || one.items.some(isNear));
  const missing = gone.filter(({ item }) => isNear(item));
  const own = new Set(places.map(({ item }) => item));
  const judged = domain.evaluate(input, solution, {}).filter(({ item }) => own.has(item) && isNear(item));
  const costly = judged.flatMap((one): VerifiedItem[] => {
    const { warnings, info } = breachesOf(one);
    const { item, who, at } = one;
    return warnings.length + info.length === 0 ? [] : [{ item, who, at, warnings, info }];
  });
  const isLegal = found.length === 0 && missing.length === 0;
  return { isLegal, issues: found, items: costly, gone: missing, penalty, penalties };
}

/** Whether an item is, or was, on one of the days; one that has no date is on all of them. */
function nearness(items: readonly Proposed[], days: Days | undefined): (item: string) => boolean {
  if (!days) return () => true;
  const dates = new Map(items.map(({ item, from, to }) => [item, [from, to].flatMap((where) => dateOf(where?.at))]));
  return (item) => {
    const own = dates.get(item) ?? [];
    return own.length === 0 || own.some((date) => days.from <= date && date <= days.to);
  };
}

function dateOf(at: Placement['at'] | undefined): string[] {
  const texts = Object.values(at ?? {}).map(String);
  return texts.flatMap((text) => /^\d{4}-\d\d-\d\d/.exec(text)?.[0] ?? []).slice(0, 1);
}
