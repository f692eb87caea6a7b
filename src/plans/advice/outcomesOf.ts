import { type Affinity, affinityOf } from '../../domain/affinity.ts';
import { WORK_OUTCOMES, type WorkOutcome } from '../keptLists.ts';
import type { Rows } from '../rows.ts';

export interface OutcomesStep {
  readonly do: 'outcomes';
  /** The date from which the age of an outcome counts. */
  readonly today: string;
}

/** How the work of some days ended. */
export interface OutcomeReport {
  /** Work that was given to each, by name. */
  readonly people: readonly ({ readonly who: string } & Readonly<Record<WorkOutcome['outcome'], number>>)[];
  /** What runs to come may be given. */
  readonly affinity: readonly Affinity[];
}

export function outcomesOf(rows: Rows, { today }: OutcomesStep): OutcomeReport {
  const outcomes = [...(rows.get(WORK_OUTCOMES.list)?.values() ?? [])] as WorkOutcome[];
  const byWho = [...Map.groupBy(outcomes, ({ who }) => who)].sort(([a], [b]) => (a < b ? -1 : 1));
  const people = byWho.map(([who, own]) => {
    const count = (of: WorkOutcome['outcome']): number => own.filter(({ outcome }) => outcome === of).length;
    return { who, completed: count('completed'), swapped: count('swapped'), 'no-show': count('no-show') };
  });
  const ended = outcomes.map(({ kind, item, ...rest }) => ({ ...rest, kind: kind ?? item }));
  return { people, affinity: affinityOf(ended, today) };
}
