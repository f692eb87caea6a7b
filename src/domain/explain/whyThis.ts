import type { Alternative, SharePart, WhyThis } from '../../solve/why.ts';
import { checkNear, findingsBefore } from '../near.ts';
import type { Ruled, Where } from '../parts.ts';
import { check } from '../review.ts';
import { sentenceOf } from '../rules/sentence.ts';
import { workIn } from '../schedule.ts';
import type { World } from '../world.ts';

/** At most this many alternatives are listed. */
const MOST_ALTERNATIVES = 20;

/**
 * Why a placed item is where it is: where else it could be, its share of each soft rule, and its alternatives.
 *
 * *Limits* one check of what is near for each alternative; made for one item at a time, when somebody asks.
 * *Errors* none: undefined for an item that is not placed.
 */
export function whyThis<W extends World>(
  ruled: Ruled<W>,
  schedule: W['schedule'],
  item: W['item'],
): WhyThis | undefined {
  const { parts, problem } = ruled;
  const placed: W['work'] | undefined = schedule.of(item.index)[0];
  if (!placed) return undefined;
  const others = parts.scheduleOf(
    problem,
    workIn<W>(schedule).filter((work) => work !== placed),
  );
  const here = parts.whereOf(problem, placed);
  return {
    item: item.id,
    ...here,
    only: onlyChoices(ruled, item, here),
    shares: sharesOf(ruled, { schedule, others, item }, placed),
    alternatives: alternativesTo(ruled, { others, item }, placed),
  };
}

/** The parts of a place that are the same at every place that an item's own facts leave it. */
function onlyChoices<W extends World>({ parts, problem }: Ruled<W>, item: W['item'], here: Where): string[] {
  const places = parts
    .placesOf(problem, item)
    .map((place) => parts.whereOf(problem, parts.candidateAt(problem, place)));
  const only = Object.keys(places[0]?.at ?? {}).filter((part) => places.every(({ at }) => at[part] === here.at[part]));
  return places.every(({ who }) => who === here.who) ? ['who', ...only] : only;
}

function sharesOf<W extends World>(
  ruled: Ruled<W>,
  {
    schedule,
    others,
    item,
  }: { readonly schedule: W['schedule']; readonly others: W['schedule']; readonly item: W['item'] },
  placed: W['work'],
): SharePart[] {
  const { problem, rules } = ruled;
  const { shares } = check(ruled, schedule);
  return rules.flatMap((active) => {
    if (active.hardness === 'hard') return [];
    const amount = shares
      .filter((share) => share.rule === active.id && share.of === placed)
      .reduce((sum, share) => sum + share.amount, 0);
    const said = active.rule.explain(active, { problem, schedule: others, candidate: placed, item });
    return said || amount > 0 ? [{ rule: active.id, amount, text: said?.text ?? sentenceOf(active, problem) }] : [];
  });
}

function alternativesTo<W extends World>(
  ruled: Ruled<W>,
  { others, item }: { readonly others: W['schedule']; readonly item: W['item'] },
  placed: W['work'],
): Alternative[] {
  const { parts, problem } = ruled;
  if (item.state !== 'open') return [];
  const before = findingsBefore(ruled, parts.scheduleOf(problem, [...workIn<W>(others), placed]));
  const here = parts.placeOf(problem, placed);
  const found: Alternative[] = [];
  for (const place of placesBeside(ruled, others, item)) {
    if (parts.isSamePlace(place, here)) continue;
    const candidate = legalVariant(ruled, others, { place, placed });
    if (!candidate) continue;
    const moved = [placed, candidate];
    const now = before(moved);
    others.add(candidate);
    const then = checkNear(ruled, others, moved);
    others.remove(candidate);
    if (then.breaches.length > now.breaches.length) continue;
    const changes = [...then.penalties].map(([rule, amount]) => [rule, amount - now.penalties.get(rule)!] as const);
    found.push({
      ...parts.whereOf(problem, candidate),
      change: then.penalty - now.penalty,
      changes: Object.fromEntries(changes.filter(([, change]) => change !== 0)),
    });
  }
  return found.sort((a, b) => a.change - b.change).slice(0, MOST_ALTERNATIVES);
}

/** The places of an item that are told apart, after those that can be made for it beside other work. */
export function placesBeside<W extends World>(
  ruled: Ruled<W>,
  others: W['schedule'],
  item: W['item'],
): readonly W['place'][] {
  const { parts, problem } = ruled;
  const made = parts.constructed?.(ruled, others, item) ?? [];
  const isMade = (place: W['place']): boolean => made.some((one) => parts.isSamePlace(one, place));
  return [...made, ...parts.placesOf(problem, item).filter((place) => !isMade(place))];
}

/** The item at a place in the variant most like the one that it has, or else the first that nothing speaks against. */
export function legalVariant<W extends World>(
  { parts, problem, rules }: Ruled<W>,
  schedule: W['schedule'],
  { place, placed }: { readonly place: W['place']; readonly placed: W['work'] },
): W['work'] | undefined {
  // A run may not move what is posted for good; people may, and answer for it as they do for pins.
  const origin = placed.origin === 'posted' ? 'pin' : 'proposal';
  const isAllowed = (work: W['work'], usesVariant: boolean): boolean => {
    const candidate = { ...work, origin };
    return rules.every(
      (active) =>
        active.hardness !== 'hard' ||
        (active.rule.usesVariant ?? false) !== usesVariant ||
        !active.rule.explain(active, { problem, schedule, candidate, item: place.item }),
    );
  };
  const plain = parts.candidateAt(problem, place);
  if (!isAllowed(plain, false)) return undefined;
  const now = parts.whereOf(problem, placed).at;
  const likeness = (work: W['work']): number => {
    const { at } = parts.whereOf(problem, work);
    return Object.keys(at).filter((part) => at[part] === now[part]).length;
  };
  const variants = [...parts.variantsAt(problem, place)].sort((a, b) => likeness(b) - likeness(a));
  return (variants.length > 0 ? variants : [plain]).find((candidate) => isAllowed(candidate, true));
}
