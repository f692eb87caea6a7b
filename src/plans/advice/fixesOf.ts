import type { Change } from '../../solve/change.ts';
import type { DomainModel } from '../../solve/domainModel.ts';
import type { FixedAll, FixKind, FixOption } from '../../solve/fixOption.ts';
import { changedInLists } from '../../solve/inputLists.ts';
import { between, changesOf, type Rows, rowsOf } from '../rows.ts';
import { known } from './known.ts';
import { ignoredIn, isIgnored } from './validationOf.ts';

export interface FixesStep {
  readonly do: 'fixes';
  /** The id of an issue. */
  readonly issue: string;
}

export interface FixAllStep {
  readonly do: 'fixAll';
  readonly skip: readonly FixKind[];
  /** The date on which it is asked: what is ignored until then is left alone. */
  readonly today: string;
}

interface Plain {
  /** As it is stored. */
  readonly value: object;
  /** As the domain has read it. */
  readonly input: unknown;
}

/** Ways to be rid of one issue, each with the changes that it makes in the plan. *Errors* `request/not-found`. */
export function fixesOf(domain: DomainModel, { value, input }: Plain, { issue }: FixesStep): FixOption[] {
  const options = known(() => domain.fixOptions(input, issue));
  return options.map((option) => ({ ...option, changes: inRows(domain, value, option.changes) }));
}

export function fixAllOf(
  domain: DomainModel,
  { rows, value, input }: Plain & { readonly rows: Rows },
  { skip, today }: FixAllStep,
): FixedAll {
  const ignored = ignoredIn(rows).filter((one) => isIgnored(one, today));
  const all = domain.fixAll(
    input,
    skip,
    ignored.map(({ issue }) => issue),
  );
  return { ...all, changes: inRows(domain, value, all.changes) };
}

/** Changes of an input, said as changes of rows by their names, so that they fit whatever else the plan has. */
function inRows({ lists }: DomainModel, value: object, changes: readonly Change[]): Change[] {
  const after = changedInLists(lists, value, changes);
  return changesOf(between(rowsOf(lists, value), rowsOf(lists, after)));
}
