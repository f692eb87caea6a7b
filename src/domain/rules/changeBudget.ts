import { compare } from '../../language/constraints/linear.ts';
import { type Literal, sum } from '../../language/expression.ts';
import type { WholeRelief } from '../fixes/wholeRelief.ts';
import type { Poster } from '../posting/poster.ts';
import { allOf, counted } from '../words.ts';

/** How many changes of an earlier schedule are allowed; what is absent is not limited. */
export interface ChangeBudget {
  readonly assignments?: number | undefined;
  readonly people?: number | undefined;
}

/** What a domain model calls that of which a budget of changes is. */
export interface ChangeWords {
  /** One piece of work, such as `session`. */
  readonly work: string;
  /** The work of somebody, such as `the sessions of`. */
  readonly workOf: string;
  /** One of those whom work is with, and several. */
  readonly who: readonly [one: string, several: string];
}

/** What there is too much of. */
export interface ChangeExcess {
  readonly what: string;
  readonly has: number;
  readonly max: number;
}

/** What the rules of all domain models that limit changes have in common: their sentence, milder forms, and what exceeds them. */
export function changeBudgetOf({ work, workOf, who: [one, several] }: ChangeWords) {
  const excess = (what: string, has: number, max: number | undefined): ChangeExcess | undefined =>
    max === undefined || has <= max ? undefined : { what, has, max };
  return {
    says: ({ assignments, people }: ChangeBudget) =>
      `Of the earlier schedule, at most ${allOf([
        ...(assignments === undefined ? [] : [counted(assignments, work)]),
        ...(people === undefined ? [] : [`${workOf} ${counted(people, one, several)}`]),
      ])} may change.`,
    /** One more of each. */
    milder: ({ assignments, people }: ChangeBudget): ChangeBudget => ({
      ...(assignments === undefined ? {} : { assignments: assignments + 1 }),
      ...(people === undefined ? {} : { people: people + 1 }),
    }),
    relax({ parameters }: { readonly parameters: ChangeBudget }): WholeRelief[] {
      return [{ kind: 'parameters', parameters: { ...this.milder(parameters) } }];
    },
    excessOf: ({ assignments, people }: ChangeBudget, changed: number, affected: () => number) =>
      excess(`changed ${work}s`, changed, assignments) ??
      (people === undefined ? undefined : excess(`${several} affected`, affected(), people)),
    /** Why a place cannot be taken that would lead to an excess. */
    tooMany: ({ has, max, what }: ChangeExcess, label: string) => ({
      text: `${label} there would make it ${has} ${what}, at most ${max}.`,
      needs: `a budget of ${has} ${what}`,
    }),
  };
}

/** At most `most` of some literals and of what is true in any case. */
export function limitChanges(
  posting: Poster,
  { literals, always }: { readonly literals: readonly Literal[]; readonly always: number },
  most: number,
): void {
  if (literals.length + always > most) posting.add(compare(sum(literals), '<=', most - always));
}
