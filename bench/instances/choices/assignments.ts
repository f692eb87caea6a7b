import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import { staffingShaped } from '../staffingShaped.ts';
import { begun, columns, ended, lists, type ShapeOf, take, weights } from './draft.ts';

/** Models of exactly one, or at most one, of several, in shapes that differ in what binds the choices together. */
export const CHOICE_SHAPES = {
  /** Events in cells of a person and a day, or unplaced. */
  staffing: (size, seed) => {
    const shape = { events: 60 * size, employees: 8 + 6 * size, days: 7 + 5 * size };
    return staffingShaped({ ...shape, window: [4, 9 + size], seed: seed + 100 });
  },
  /** Jobs on agents whose capacity is nearly used up: the generalized assignment problem, costs against loads. */
  loads: (size, seed) => {
    const { model, random, costs, literals } = begun(`loads ${size}`, seed);
    const [jobs, agents] = [60 * size, 6 + 4 * size];
    const loads = lists(agents);
    let total = 0;
    for (let job = 0; job < jobs; job++) {
      const own: number[] = [];
      for (let agent = 0; agent < agents; agent++) {
        const weight = 5 + random.below(21);
        own.push(take(model, { literals, costs }, 30 - weight + random.below(11)));
        loads[agent]!.push([own.at(-1)!, weight]);
        total += weight;
      }
      model.add({ kind: 'exactlyOne', literals: own });
    }
    const capacity = Math.ceil((0.85 * total) / (agents * agents));
    for (const load of loads) model.add(compare(weighted(columns(load), weights(load)), '<=', capacity));
    return ended(model, literals, costs);
  },
  /** People and posts one to one, some pairs excluded. */
  matching: (size, seed) => {
    const { model, random, costs, literals } = begun(`matching ${size}`, seed);
    const people = 40 * size;
    const posts = Array.from({ length: people }, (): number[] => []);
    for (let person = 0; person < people; person++) {
      const own: number[] = [];
      for (let post = 0; post < people; post++) {
        if (post !== person && random.below(3) === 0) continue;
        own.push(take(model, { literals, costs }, random.below(100)));
        posts[post]!.push(own.at(-1)!);
      }
      model.add({ kind: 'exactlyOne', literals: own });
    }
    for (const post of posts) model.add({ kind: 'atMostOne', literals: post });
    return ended(model, literals, costs);
  },
  /** Lessons in rooms and hours: a room, a class and a teacher have one lesson an hour. */
  timetable: (size, seed) => {
    const { model, random, costs, literals } = begun(`timetable ${size}`, seed);
    const [classes, hours, rooms, teachers] = [3 * size, 20, 3 * size + 1, 4 * size];
    const taken = lists(hours * (classes + rooms + teachers));
    for (let lesson = 0; lesson < classes * 15; lesson++) {
      const [group, teacher] = [lesson % classes, random.below(teachers)];
      const own: number[] = [];
      const liked = random.below(hours);
      for (let hour = 0; hour < hours; hour++) {
        for (let room = 0; room < rooms; room++) {
          if ((room + lesson) % 2 === 0) continue;
          own.push(take(model, { literals, costs }, Math.abs(hour - liked) + random.below(6)));
          for (const owner of [group, classes + room, classes + rooms + teacher]) {
            taken[hour * (classes + rooms + teachers) + owner]!.push([own.at(-1)!, 1]);
          }
        }
      }
      own.push(take(model, { literals, costs }, 200));
      model.add({ kind: 'exactlyOne', literals: own });
    }
    for (const hour of taken) if (hour.length > 1) model.add({ kind: 'atMostOne', literals: columns(hour) });
    return ended(model, literals, costs);
  },
  /** People on shifts day by day, or off; every shift of a day has the people it needs, every week its limit. */
  covers: (size, seed) => {
    const { model, random, costs, literals } = begun(`covers ${size}`, seed);
    const [people, days, shifts] = [8 * size, 14, 3];
    const needs = lists(days * shifts);
    for (let person = 0; person < people; person++) {
      const weeks = lists(2);
      for (let day = 0; day < days; day++) {
        const own: number[] = [];
        for (let shift = 0; shift < shifts; shift++) {
          own.push(take(model, { literals, costs }, 5 + random.below(40)));
          needs[day * shifts + shift]!.push([own.at(-1)!, 1]);
          weeks[Math.floor(day / 7)]!.push([own.at(-1)!, 1]);
        }
        model.add({ kind: 'atMostOne', literals: own });
      }
      for (const week of weeks) model.add(compare(sum(columns(week)), '<=', 5));
    }
    for (const need of needs) model.add(compare(sum(columns(need)), '>=', Math.floor(people / 5)));
    return ended(model, literals, costs);
  },
  /** One item at most of each class into knapsacks of several dimensions, for a gain. */
  knapsacks: (size, seed) => {
    const { model, random, costs, literals } = begun(`knapsacks ${size}`, seed);
    const [classes, items, dimensions] = [50 * size, 10, 5];
    const dimension = lists(dimensions);
    for (let c = 0; c < classes; c++) {
      const own: number[] = [];
      for (let item = 0; item < items; item++) {
        const sizes = Array.from({ length: dimensions }, () => 1 + random.below(50));
        const worth = sizes.reduce((a, b) => a + b, 0) + random.below(60);
        own.push(take(model, { literals, costs }, -worth));
        sizes.forEach((weight, d) => {
          dimension[d]!.push([own.at(-1)!, weight]);
        });
      }
      model.add({ kind: 'atMostOne', literals: own });
    }
    for (const all of dimension) model.add(compare(weighted(columns(all), weights(all)), '<=', 13 * classes));
    return ended(model, literals, costs);
  },
} as const satisfies Record<string, ShapeOf>;
