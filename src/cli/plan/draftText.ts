import type { Draft, DraftItem } from '../../client/client.ts';
import { signed } from '../ask.ts';
import { table } from '../table.ts';
import type { PeopleNames } from './names.ts';

type Where = NonNullable<DraftItem['to']>;

/** In the order in which they want a decision. */
const KINDS = ['new', 'moved', 'dropped', 'unchanged'] as const;

/** `3 new, 1 moved, 5 unchanged, 2 not placed`. */
export function countsText({ items, unplaced }: Draft): string {
  const counts = KINDS.map((kind) => [items.filter((item) => item.kind === kind).length, kind] as const);
  const told = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  return [...told, `${unplaced.length} not placed`].join(', ');
}

/** A draft as people read it: every item, what edits break, and what is not placed with its reason. */
export function draftText(draft: Draft, names: PeopleNames): string {
  const { items, plan, run, unplaced } = draft;
  const open = items.some(({ kind, state }) => kind !== 'unchanged' && (state === 'proposed' || state === 'edited'));
  const next = open
    ? `Next: dovetail plan accept ${run}\nAdd --item for some of it only; "reject" in place of "accept" refuses it.`
    : 'Nothing of it is open any more.';
  const parts = [
    `Run ${run} of ${plan.id} at version ${plan.version}: ${countsText(draft)}.`,
    ...(items.length > 0 ? [itemsText(items, names)] : []),
    ...items.flatMap(breachesText),
    ...(unplaced.length > 0 ? [`Not placed:\n\n${unplacedText(unplaced)}`] : []),
    next,
  ];
  return parts.join('\n\n');
}

function itemsText(items: readonly DraftItem[], names: PeopleNames): string {
  const rows = KINDS.flatMap((kind) => items.filter((item) => item.kind === kind)).map(
    ({ edit, from, item, kind, label, state, to }) => [
      kind,
      item,
      label === item ? '' : label,
      kind === 'unchanged' ? '' : placeText(from, names),
      placeText(edit?.to ?? to, names),
      state,
    ],
  );
  return table(['is', 'item', 'name', 'from', 'to', 'state'], rows);
}

function placeText(place: Where | undefined, names: PeopleNames): string {
  return place ? [names.get(place.who) ?? place.who, ...Object.values(place.at)].join(' ') : '';
}

/** What a place that people have chosen breaks, rule by rule. */
export function breachesText({ edit, item, label }: DraftItem): string[] {
  if (!edit) return [];
  const told = [
    ...edit.critical.map(({ rule, texts }) => `  forbidden by ${rule}: ${texts.join(' ')}`),
    ...edit.warnings.map(({ amount, rule, texts }) => `  ${rule} costs ${amount}: ${texts.join(' ')}`),
    ...edit.info.map(({ amount, rule, texts }) => `  preference ${rule} costs ${amount}: ${texts.join(' ')}`),
  ];
  return [[`${label} (${item}) as edited, penalty ${signed(edit.change)}:`, ...told].join('\n')];
}

function unplacedText(unplaced: Draft['unplaced']): string {
  const rows = unplaced.map(({ item, label, reason }) => [
    item,
    label === item ? '' : label,
    reason.rule ?? '',
    reason.text,
  ]);
  return table(['item', 'name', 'rule', 'because'], rows);
}
