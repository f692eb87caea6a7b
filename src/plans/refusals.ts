import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { pathOf } from '../solve/inputLists.ts';
import { listsOfPlan } from './keptLists.ts';
import type { Plan } from './plan.ts';
import type { ImportRequest } from './plans.ts';
import { touchedBy } from './rows.ts';

/** What is refused before anything is worked out: names that do not exist, and versions that are gone. */

/** Names of plans are in paths and in logs. */
export function isName(id: string): boolean {
  return /^[\w.-]{1,64}$/.test(id);
}

export function requireName(id: string): void {
  if (isName(id)) return;
  const message = `${cut(JSON.stringify(id))} is not a name of a plan.`;
  throw new DovetailError('request/invalid', message, {
    maybe: 'use 1 to 64 letters, digits, and the characters . _ -',
    faults: [{ pointer: '/param/plan', code: 'request/invalid', message }],
  });
}

export function unknown(id: string): never {
  throw new DovetailError('plan/unknown', `There is no plan ${cut(JSON.stringify(id))}.`, {
    maybe: 'look at the list of plans; it may belong to another tenant.',
  });
}

export function stale({ id, version }: Plan, seen: number): DovetailError {
  const what = seen === 0 ? `There is a plan ${id} already` : `The plan ${id} was at version ${seen} for you`;
  return new DovetailError('request/stale', `${what}; it is at version ${version} now.`, {
    maybe:
      seen === 0
        ? 'choose another name, or replace it by sending its ETag as "If-Match" (in the client, its version).'
        : 'read it again, look at its history, and send the changes that are still wanted with its new ETag.',
    details: { version },
  });
}

export function otherModel({ id, model }: Plan, asked: string): DovetailError {
  const message = `The plan ${id} is of the model ${model}, not ${asked}.`;
  return new DovetailError('input/invalid', message, {
    maybe: 'give the new plan another name.',
    faults: [{ pointer: '/model', code: 'input/invalid', message }],
  });
}

export function requireList(domain: DomainModel, list: string, lists = listsOfPlan(domain)): void {
  const { name } = domain;
  if (lists.some((one) => one.list === list)) return;
  throw new DovetailError('request/not-found', `An input of ${name} has no list ${cut(list)}.`, {
    maybe: `use one of ${lists.map((one) => one.list).join(', ')}.`,
  });
}

/** *Errors* `request/not-found` for an unknown list, `request/invalid` for no list where a file can only be one. */
export function requireListOf(domain: DomainModel, { format, list }: Pick<ImportRequest, 'format' | 'list'>): void {
  if (list !== undefined) requireList(domain, list, domain.lists);
  if (list !== undefined || format === 'json') return;
  const message = `A file of ${format} is one list, and the request does not say which.`;
  throw new DovetailError('request/invalid', message, {
    maybe: `add ?list=${domain.lists[0]?.list ?? ''}, or another of ${domain.lists.map((one) => one.list).join(', ')}.`,
    faults: [{ pointer: '/query/list', code: 'request/invalid', message }],
  });
}

export function noEntry(list: string, entry: string): never {
  throw new DovetailError('request/not-found', `There is no ${cut(JSON.stringify(entry))} in ${list}.`, {
    maybe: `look at the entries of ${list} for its name.`,
  });
}

/** An entry is put where its own fields say that it is. */
export function requireSameName(
  domain: DomainModel,
  { list, entry, change }: { readonly list: string; readonly entry: string; readonly change: Change },
): void {
  const lists = listsOfPlan(domain);
  const { value } = change as { readonly value: unknown };
  const [named] = touchedBy(lists, [{ add: pathOf(list), value }]);
  if (named?.id === entry) return;
  const keys = lists.find((one) => one.list === list)!.key.join(', ');
  const message = `The entry is called ${cut(named?.id ?? '')} by its ${keys}, and the path says ${cut(entry)}.`;
  throw new DovetailError('input/invalid', message, {
    maybe: 'send it to its own path, or change its fields.',
    faults: [{ pointer: '/value', code: 'input/invalid', message }],
  });
}
