import type { Verdict } from '../../solve/why.ts';
import type { Ruled } from '../parts.ts';
import { workIn } from '../schedule.ts';
import type { World } from '../world.ts';
import { attempt, textOf } from './attempt.ts';

/**
 * The whole table of an item: every place that it might have, with every rule that forbids it.
 *
 * *Shapes* in the order of the domain's table. *Limits* made for one item at a time, when somebody asks.
 */
export function whyNot<W extends World>(ruled: Ruled<W>, schedule: W['schedule'], item: W['item']): Verdict[] {
  const { parts, problem } = ruled;
  const isOther = (work: W['work']): boolean => parts.itemOf(problem, work) !== item;
  const others = parts.scheduleOf(problem, workIn<W>(schedule).filter(isOther));
  const alone = parts.scheduleOf(problem, problem.fixed.filter(isOther));
  const chosen = schedule.of(item.index)[0];
  const chosenPlace = chosen && parts.placeOf(problem, chosen);
  const table: Verdict[] = [];
  for (const place of parts.tableOf(problem, item)) {
    const where = parts.whereOf(problem, parts.candidateAt(problem, place));
    const isChosen = chosenPlace !== undefined && parts.isSamePlace(chosenPlace, place);
    table.push({ ...where, ...(isChosen ? CHOSEN : verdictOf(ruled, { others, alone }, place)) });
  }
  return table;
}

const CHOSEN = { verdict: 'chosen' } as const;

function verdictOf<W extends World>(
  ruled: Ruled<W>,
  { alone, others }: { readonly alone: W['schedule']; readonly others: W['schedule'] },
  place: W['place'],
): Omit<Verdict, 'who' | 'at'> {
  const idle = ruled.parts.whyIdle(place.item);
  if (idle !== undefined) return { verdict: 'impossible', text: idle };
  const inTheWay = attempt(ruled, others, place);
  if (!inTheWay) return { verdict: 'free' };
  const impossible = attempt(ruled, alone, place);
  // Company that is in place is not what is missing here, though it has no place beside given work alone.
  const company = (impossible?.via ?? impossible)?.company;
  const isThere = company !== undefined && others.of(company.index).length > 0;
  const obstacle = isThere ? inTheWay : (impossible ?? inTheWay);
  const by = [...new Set((obstacle.by ?? []).map(({ id }) => id))].sort();
  return {
    verdict: impossible ? 'impossible' : 'crowded-out',
    rule: obstacle.rule,
    text: obstacle.via ? textOf(obstacle) : obstacle.text,
    ...(obstacle.obstacles.length > 1 ? { also: obstacle.obstacles.slice(1).map(textOf) } : {}),
    ...(by.length ? { by } : {}),
    ...(obstacle.needs === undefined ? {} : { needs: obstacle.needs }),
  };
}
