import type { Acceptance, Refusal } from '../solve/acceptance.ts';
import type { Change } from '../solve/change.ts';
import type { GivenEntry, InputList } from '../solve/inputLists.ts';
import { entryPath, pathOf } from '../solve/inputLists.ts';
import type { Placement } from '../solve/placement.ts';
import { evaluate } from './evaluate.ts';
import type { Ruled } from './parts.ts';
import { check } from './review.ts';
import type { World } from './world.ts';

type Entry = Readonly<Record<string, unknown>>;

/** How work that people accept becomes given work of the input. */
export interface Accepts<W extends World> {
  /** The list that given work is in. */
  readonly list: InputList;
  /** The list that pins are in, whose keys an entry of given work has too; absent where {@link saidElsewhere} tells them. */
  readonly pins?: InputList | undefined;
  /** The entry that some work would be, as far as its place says. */
  entryOf(problem: W['problem'], work: W['work']): Entry;
  /** The entry of given work that an item has now, whose other fields are kept; where it was, by its key, when absent. */
  entryNow?(problem: W['problem'], item: W['item']): Entry | undefined;
  /** The same of work that stands within the entry of its item. */
  entryWithin?(problem: W['problem'], item: W['item']): Entry | undefined;
  /** Paths to everything else in the input that says where an item is; its pin when absent. */
  saidElsewhere?(problem: W['problem'], item: W['item']): readonly string[];
  /**
   * The item of an id that the run may place; where it has a place meanwhile, another that is like it and not `taken`, by
   * index. When absent, items are like no others.
   */
  openItem?(problem: W['problem'], id: string, taken: ReadonlySet<number>): W['item'] | undefined;
}

/**
 * Work that people accept, judged by the rules against the input as it is now, and the changes that make it given work.
 *
 * *Means* all of it is put in place together; a piece that breaks a hard rule there is refused with what it breaks, and
 * so is one whose item or place the input no longer has. What only costs is allowed.
 * *Shapes* `dropped` are items whose given work is taken away.
 */
export function accepted<W extends World>(
  ruled: Ruled<W>,
  accepts: Accepts<W>,
  { placed, dropped }: { readonly placed: readonly Placement[]; readonly dropped: readonly string[] },
): Acceptance {
  const { parts, problem } = ruled;
  const refused: Refusal[] = [];
  const wanted: { readonly name: string; readonly item: W['item']; readonly work: W['work'] }[] = [];
  const taken = new Set<number>();
  for (const { item: name, who, at } of placed) {
    const item = openItem(ruled, accepts, { name, taken });
    const work = item && pinnedOr(ruled, item, parts.workAt(problem, item, { who, at }));
    if (item && work) {
      taken.add(item.index);
      wanted.push({ name, item, work });
    } else refused.push({ item: name, reasons: [item ? 'Its place does not exist any more.' : gone(ruled, name)] });
  }
  // Accepted work is not where it was given before, so it is in nobody's way there.
  const others = problem.fixed.filter((work) => !taken.has(parts.itemOf(problem, work)?.index ?? -1));
  const schedule = parts.scheduleOf(problem, [...others, ...wanted.map(({ work }) => work)]);
  // Where nothing at all is broken, nobody has to be judged beside the others.
  const isLegal = check(ruled, schedule).breaches.length === 0;
  const verdicts = isLegal ? [] : evaluate(ruled, { schedule, candidates: wanted.map(({ work }) => work) });
  const changes: Change[] = [];
  const items: string[] = [];
  wanted.forEach(({ name, item, work }, i) => {
    const { isValid, rules } = verdicts[i] ?? { isValid: true, rules: [] };
    if (!isValid) {
      const broken = rules.filter(({ hardness, violations }) => hardness === 'hard' && violations.length > 0);
      refused.push({ item: name, reasons: broken.flatMap(({ violations }) => violations.map(({ text }) => text)) });
      return;
    }
    const own = changesOf(ruled, accepts, { item, work });
    changes.push(...own);
    items.push(...own.map(() => name));
  });
  for (const name of dropped) {
    const item = openItem(ruled, accepts, { name, taken });
    const own = item ? changesOf(ruled, accepts, { item, work: undefined }) : [];
    changes.push(...own);
    items.push(...own.map(() => name));
  }
  return { changes, items, refused };
}

/** Where the given work of items is in the input, for those that have some. */
export function givenOf<W extends World>(
  ruled: Ruled<W>,
  accepts: Accepts<W>,
  names: readonly string[],
): (GivenEntry | undefined)[] {
  const { parts, problem } = ruled;
  const { list } = accepts;
  const byId = new Map(parts.itemsOf(problem).map((item) => [item.id, item]));
  return names.map((name) => {
    const item = byId.get(name);
    if (!item) return undefined;
    const [entry, inner] = [entryNow(ruled, accepts, item), accepts.entryWithin?.(problem, item)];
    const at = parts.oldOf(problem, item);
    const where = at ? parts.whereOf(problem, at).at : (entry ?? inner);
    if (!where) return undefined;
    if (entry) return { path: entryPath(list, entry), at: where };
    return inner && { path: pathOf(list.item!.list, item.id, list.within!), at: where };
  });
}

/** The pin of an item, where it is at the same place: the rules know it as a pin, and would refuse a proposal. */
function pinnedOr<W extends World>(
  { parts, problem }: Ruled<W>,
  item: W['item'],
  work: W['work'] | undefined,
): W['work'] | undefined {
  const pin = problem.fixed.find((one) => one.origin === 'pin' && parts.itemOf(problem, one) === item);
  if (!pin || !work) return work;
  const isThere = JSON.stringify(parts.whereOf(problem, pin)) === JSON.stringify(parts.whereOf(problem, work));
  return isThere ? pin : work;
}

function changesOf<W extends World>(
  ruled: Ruled<W>,
  accepts: Accepts<W>,
  { item, work }: { readonly item: W['item']; readonly work: W['work'] | undefined },
): Change[] {
  const { problem } = ruled;
  const { list } = accepts;
  const now = entryNow(ruled, accepts, item);
  const elsewhere = saidElsewhere(ruled, accepts, item).map((path) => ({ remove: path }));
  // What is accepted stays; whoever accepts it says whether a run may move it again.
  const { [list.movable ?? '']: _, ...kept } = now ?? accepts.entryWithin?.(problem, item) ?? {};
  const next = work && { ...kept, ...accepts.entryOf(problem, work) };
  if (!now) return next ? [...elsewhere, { add: pathOf(list.list), value: next }] : elsewhere;
  const [before, after] = [entryPath(list, now), next && entryPath(list, next)];
  if (before === after) return [...elsewhere, { set: before, value: next }];
  return [...elsewhere, { remove: before }, ...(next ? [{ add: pathOf(list.list), value: next }] : [])];
}

function openItem<W extends World>(
  { parts, problem }: Ruled<W>,
  accepts: Accepts<W>,
  { name, taken }: { readonly name: string; readonly taken: ReadonlySet<number> },
): W['item'] | undefined {
  if (accepts.openItem) return accepts.openItem(problem, name, taken);
  const item = parts.itemsOf(problem).find(({ id }) => id === name);
  return item && item.state !== 'posted' && !taken.has(item.index) ? item : undefined;
}

function entryNow<W extends World>({ parts, problem }: Ruled<W>, accepts: Accepts<W>, item: W['item']) {
  if (accepts.entryNow) return accepts.entryNow(problem, item);
  const old = parts.oldOf(problem, item);
  return old && entryOfWork(problem, accepts, old);
}

/** The entry of the input that puts some work where it is. */
export function entryOfWork<W extends World>(
  problem: W['problem'],
  { entryOf, list }: Accepts<W>,
  work: W['work'],
): Entry | undefined {
  const like = entryOf(problem, work);
  const entries = Reflect.get(problem.input, list.list) as readonly Entry[];
  return entries.find((entry) => list.key.every((field) => entry[field] === like[field]));
}

/** Paths to everything beside the list of given work that says where an item is. */
export function saidElsewhere<W extends World>(
  { parts, problem }: Ruled<W>,
  accepts: Accepts<W>,
  item: W['item'],
): readonly string[] {
  if (accepts.saidElsewhere) return accepts.saidElsewhere(problem, item);
  const pin = problem.fixed.find((one) => one.origin === 'pin' && parts.itemOf(problem, one) === item);
  return pin && accepts.pins ? [entryPath(accepts.pins, accepts.entryOf(problem, pin))] : [];
}

function gone<W extends World>({ parts, problem }: Ruled<W>, name: string): string {
  const isThere = parts.itemsOf(problem).some(({ id }) => id === name);
  return isThere ? 'It has a place in the plan already.' : `The plan has no ${parts.itemWord} of this name any more.`;
}
