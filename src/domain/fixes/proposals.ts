import type { Change } from '../../solve/change.ts';
import type { FixKind } from '../../solve/fixOption.ts';
import { legalVariant, placesBeside } from '../explain/whyThis.ts';
import { workLabel } from '../names.ts';
import type { Ruled } from '../parts.ts';
import { remembered } from '../remembered.ts';
import { workIn } from '../schedule.ts';
import type { KeyedIssue } from '../validation/issues.ts';
import type { World } from '../world.ts';
import type { Shift } from './posting.ts';
import { said } from './said.ts';
import type { Standing } from './standing.ts';

/** At most so much of the work of an issue is looked at: what is last in the order of priority. */
const MOST_WORK = 4;

/** How many places of an item are asked about at most, and how many pieces of work to trade with. */
const MOST_PLACES = 400;
const MOST_PARTNERS = 40;

/** Something that might be rid of an issue, and that nobody has tried yet. */
export type FixIdea<W extends World> = { readonly kind: FixKind; readonly text: string } & (
  | { readonly shifts: readonly Shift<W>[] }
  | { readonly changes: readonly Change[] }
);

/** What is to be put right, and how far. */
interface About<W extends World> {
  readonly ruled: Ruled<W>;
  /** Everything that is in place. */
  readonly schedule: W['schedule'];
  readonly issue: KeyedIssue;
  /** Whether there is any use for one more idea of a kind. */
  readonly isWanted: (kind: FixKind) => boolean;
  /** The schedule without some work. */
  readonly without: (work: W['work']) => W['schedule'];
}

/** What might be rid of an issue, of each kind the likeliest first; made while it is asked for. */
export function* proposalsFor<W extends World>(
  { ruled, work: all }: Standing<W>,
  issue: KeyedIssue,
  isWanted: (kind: FixKind) => boolean,
): Generator<FixIdea<W>> {
  const { parts, problem } = ruled;
  const without = remembered((work: W['work']) =>
    parts.scheduleOf(
      problem,
      all.filter((one) => one !== work),
    ),
  );
  const about: About<W> = { ruled, schedule: parts.scheduleOf(problem, all), issue, isWanted, without };
  const work = workOf(about);
  for (const one of work) {
    yield* places(about, one);
    yield* trades(about, one);
  }
  yield* assignments(about, work);
  yield* withdrawals(ruled, work);
  if (!isWanted('relax')) return;
  for (const one of work) yield* relaxed(about, one);
  const active = ruled.rules.find(({ id }) => id === issue.rule);
  if (active === undefined || active.rule.isEssential) return;
  const off = said(parts, { problem, input: problem.input }, { rule: active, relief: { kind: 'off' } });
  if (off) yield { kind: 'relax', ...off };
}

/** Each piece of the work, then more and more of it. */
function* withdrawals<W extends World>(ruled: Ruled<W>, work: readonly W['work'][]): Generator<FixIdea<W>> {
  const each = work.map((one) => [one]);
  const more = work.slice(2).map((_, i) => work.slice(0, i + 2));
  for (const some of [...each, ...more]) {
    const text = `Take ${some.map((one) => workLabel(ruled, one)).join(', ')} out of the schedule.`;
    yield { kind: 'unschedule', text, shifts: some.map((from) => ({ from })) };
  }
}

/** The work of an issue that is in place, the least important first; pins are somebody's decision and stay. */
function workOf<W extends World>({ ruled: { parts, problem }, schedule, issue }: About<W>): W['work'][] {
  const [ids, who] = [new Set(issue.items), new Set(issue.who)];
  const rankOf = (work: W['work']): number => (parts.itemOf(problem, work) ? parts.rankOf(problem, work) : -1);
  return workIn<W>(schedule)
    .filter((work) => work.origin === 'posted' && ids.has(work.id))
    .filter((work) => who.size === 0 || who.has(parts.whereOf(problem, work).who))
    .sort((a, b) => rankOf(b) - rankOf(a))
    .slice(0, MOST_WORK);
}

/** The same work with somebody else at the same time, then at other times. */
function* places<W extends World>({ ruled, isWanted, without }: About<W>, work: W['work']): Generator<FixIdea<W>> {
  const { parts, problem } = ruled;
  const item = parts.itemOf(problem, work);
  if (item === undefined || !(isWanted('reassign') || isWanted('move'))) return;
  const here = parts.placeOf(problem, work);
  const now = parts.whereOf(problem, parts.candidateAt(problem, here));
  const others = without(work);
  const kinds = Map.groupBy(placesBeside(ruled, others, item), (place) => {
    const { who, at } = parts.whereOf(problem, parts.candidateAt(problem, place));
    const isSameTime = Object.keys(at).every((part) => at[part] === now.at[part]);
    return who !== now.who ? (isSameTime ? 'reassign' : 'elsewhere') : isSameTime ? 'here' : 'move';
  });
  for (const kind of ['reassign', 'move', 'elsewhere'] as const) {
    const [verb, name] = kind === 'reassign' ? ['Give', 'reassign' as const] : ['Move', 'move' as const];
    for (const place of spread(kinds.get(kind) ?? [])) {
      if (!isWanted(name)) break;
      const to = legalVariant(ruled, others, { place, placed: work });
      if (to === undefined) continue;
      const where = parts.sayPlace(problem, parts.placeOf(problem, to));
      const shifts = [{ from: work, to: { ...to, origin: 'posted' } as W['work'] }];
      yield { kind: name, text: `${verb} ${workLabel(ruled, work)} to a place ${where}.`, shifts };
    }
  }
}

/** Two pieces of work that change hands, each at its own time. */
function* trades<W extends World>(
  { ruled, schedule, issue, isWanted }: About<W>,
  work: W['work'],
): Generator<FixIdea<W>> {
  const { parts, problem } = ruled;
  const item = parts.itemOf(problem, work);
  if (item === undefined || !isWanted('trade')) return;
  const here = parts.whereOf(problem, work);
  const partners = workIn<W>(schedule)
    .filter(({ id, origin }) => origin === 'posted' && !issue.items.includes(id))
    .map((other) => ({ other, there: parts.whereOf(problem, other) }))
    .filter(({ there }) => there.who !== here.who)
    .sort((a, b) => Number(b.there.at.day === here.at.day) - Number(a.there.at.day === here.at.day))
    .slice(0, MOST_PARTNERS);
  for (const { other, there } of partners) {
    if (!isWanted('trade')) return;
    const partner = parts.itemOf(problem, other);
    const mine = parts.workAt(problem, item, { who: there.who, at: here.at });
    const theirs = partner && parts.workAt(problem, partner, { who: here.who, at: there.at });
    if (!mine || !theirs) continue;
    const both = [work, other].map((one) => workLabel(ruled, one)).join(' and ');
    const posted = [mine, theirs].map((one) => ({ ...one, origin: 'posted' }) as W['work']);
    const shifts = [
      { from: work, to: posted[0]! },
      { from: other, to: posted[1]! },
    ];
    yield { kind: 'trade', text: `Let ${both} change hands: ${here.who} and ${there.who} trade.`, shifts };
  }
}

/** Items that the issue misses: those that it names and that have no place, and the company that its rule asks for. */
function* assignments<W extends World>(
  { ruled, schedule, issue, isWanted, without }: About<W>,
  work: readonly W['work'][],
): Generator<FixIdea<W>> {
  const { parts, problem, rules } = ruled;
  if (!isWanted('assign')) return;
  const active = rules.find(({ id }) => id === issue.rule);
  const named = issue.items.flatMap((id) => parts.itemsOf(problem).find((item) => item.id === id) ?? []);
  const company = work.flatMap((candidate) => {
    const item = parts.itemOf(problem, candidate);
    if (item === undefined || active === undefined) return [];
    const question = { problem, schedule: without(candidate), candidate, item };
    return active.rule.explain(active, question)?.missing ?? [];
  });
  const wanted = [...company, ...named.flatMap((item) => spread(placesBeside(ruled, schedule, item)))];
  for (const place of wanted) {
    if (!isWanted('assign')) return;
    if (place.item.state !== 'open' || schedule.of(place.item.index).length > 0) continue;
    const to = legalVariant(ruled, schedule, { place, placed: parts.candidateAt(problem, place) });
    if (to === undefined) continue;
    const text = `Place ${parts.labelOf(place.item)} ${parts.sayPlace(problem, place)}.`;
    yield { kind: 'assign', text, shifts: [{ to: { ...to, origin: 'posted' } as W['work'] }] };
  }
}

/** The rule made milder as far as the work where it is needs it. */
function* relaxed<W extends World>({ ruled, issue, without }: About<W>, work: W['work']): Generator<FixIdea<W>> {
  const { parts, problem, rules } = ruled;
  const [active, item] = [rules.find(({ id }) => id === issue.rule), parts.itemOf(problem, work)];
  if (active?.rule.relax === undefined || item === undefined) return;
  for (const relief of active.rule.relax(active, { problem, schedule: without(work), candidate: work, item })) {
    const milder = said(parts, { problem, input: problem.input }, { rule: active, relief });
    if (milder) yield { kind: 'relax', ...milder };
  }
}

/** Places that stand evenly for all, where there are too many to ask about. */
function spread<Place>(places: readonly Place[]): readonly Place[] {
  const step = Math.ceil(places.length / MOST_PLACES);
  return step <= 1 ? places : places.filter((_, i) => i % step === 0);
}
