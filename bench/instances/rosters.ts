import { Random } from '../../src/engines/random.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { compare } from '../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../src/language/expression.ts';
import type { Model } from '../../src/language/model.ts';

export interface RosterShape {
  readonly people: number;
  readonly days: number;
  readonly shifts: number;
  readonly seed: number;
  /** What has to be covered is asked of every solution, for no price. */
  readonly isHard?: boolean;
}

const [MOST_RUN, LEAST_RUN, LEAST_OFF] = [5, 2, 2];

/**
 * People on shifts day by day, or off: no early shift after a later one, days of work and days off in runs of a least and a
 * most length, limits on days in all, on weekends and on the last shift; each has wishes. A shift that is short of
 * people costs 100 each, one that has too many costs 1.
 */
export function roster({ people, days, shifts, seed, isHard = false }: RosterShape): Model {
  const random = new Random(seed);
  const model = new ModelBuilder(`roster ${people} x ${days} x ${shifts}`);
  const [literals, costs]: [number[], number[]] = [[], []];
  const covers = Array.from({ length: days * shifts }, (): number[] => []);
  for (let person = 0; person < people; person++) {
    const works: number[] = [];
    const cells: number[][] = [];
    for (let day = 0; day < days; day++) {
      const own = Array.from({ length: shifts }, (_, shift) => {
        const cell = model.boolean();
        covers[day * shifts + shift]!.push(cell);
        if (random.below(5) === 0) {
          literals.push(cell);
          costs.push(random.below(7) - 3);
        }
        return cell;
      });
      const work = model.boolean();
      model.add(compare(weighted([...own, work], [...own.map(() => 1), -1]), '=', 0));
      cells.push(own);
      works.push(work);
      for (let shift = 0; day > 0 && shift < shifts - 1; shift++) {
        model.add({ kind: 'atMostOne', literals: [own[shift]!, ...cells[day - 1]!.slice(shift + 1)] });
      }
    }
    for (let day = 0; day + MOST_RUN < days; day++) {
      model.add(compare(sum(works.slice(day, day + MOST_RUN + 1)), '<=', MOST_RUN));
    }
    for (let day = 0; day + 2 < days; day++) {
      const three = works.slice(day, day + 3);
      if (LEAST_RUN > 1) model.add(compare(weighted(three, [1, -1, 1]), '>=', 0));
      if (LEAST_OFF > 1) model.add(compare(weighted(three, [-1, 1, -1]), '>=', -1));
    }
    const weekends: number[] = [];
    for (let day = 5; day + 1 < days; day += 7) {
      const weekend = model.boolean();
      for (const work of [works[day]!, works[day + 1]!])
        model.add(compare(weighted([work, weekend], [1, -1]), '<=', 0));
      weekends.push(weekend);
    }
    model.add(compare(sum(weekends), '<=', Math.ceil(weekends.length / 2)));
    const most = Math.round((days * 18) / 28);
    model.add({ ...compare(sum(works), '<=', most), domain: [most - 2, most] });
    const late = cells.map((own) => own.at(-1)!);
    model.add(compare(sum(late), '<=', 1 + random.below(most)));
  }
  for (const cover of covers) {
    const need = Math.max(1, Math.round((people * 0.5 * (2 + random.below(3))) / (3 * shifts)));
    if (isHard) {
      model.add(compare(sum(cover), '>=', 1));
      continue;
    }
    const [short, over] = [model.integer(0, need), model.integer(0, people)];
    model.add(compare(weighted([...cover, short, over], [...cover.map(() => 1), 1, -1]), '=', need));
    literals.push(short, over);
    costs.push(100, 1);
  }
  model.minimize(weighted(literals, costs));
  return model.build();
}
