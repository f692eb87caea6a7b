import { type PreferenceName, preferred } from '../../domain/rules/preferred.ts';
import { DovetailError } from '../../errors.ts';
import { cut } from '../../limits.ts';
import type { Change } from '../../solve/change.ts';
import type { DomainModel } from '../../solve/domainModel.ts';
import { changedInLists } from '../../solve/inputLists.ts';

export interface PreferStep {
  readonly do: 'prefer';
  /** A rule or a keyword. */
  readonly name: string;
  /** What is said of it from now on; nothing to take back what was. */
  readonly said?: Said | undefined;
}

/** How much a rule or keyword is to matter. */
export type Said = NonNullable<Parameters<typeof preferred>[2]>;

/**
 * The changes that set how much a rule or keyword matters; none where there was nothing to take back.
 *
 * *Means* a name that a rule has is the rule's.
 * *Errors* `request/not-found` for a name that is neither; `input/invalid` for a rule that has no weight.
 */
export function preferredIn(domain: DomainModel, value: object, { name, said }: PreferStep): Change[] {
  const before = { preferences: [], ...value } as Parameters<typeof preferred>[0];
  const names: PreferenceName[] = [{ rule: name }, { keyword: name }];
  if (!said) return names.flatMap((one) => preferred(before, one));
  const refused: DovetailError[] = [];
  for (const one of names) {
    const changes = preferred(before, one, said);
    try {
      domain.parse(changedInLists(domain.lists, value, changes));
      return changes;
    } catch (thrown) {
      if (!(thrown instanceof DovetailError) || !isUnknown(thrown)) throw thrown;
      refused.push(thrown);
    }
  }
  throw new DovetailError('request/not-found', `There is no rule or keyword ${cut(JSON.stringify(name))}.`, {
    maybe: 'look at the rules of the model, and at its keywords, for the name.',
  });
}

function isUnknown({ faults }: DovetailError): boolean {
  return faults.some(({ code }) => code === 'unknown-rule' || code === 'unknown-keyword');
}
