import { compare } from '../../../src/language/constraints/linear.ts';
import { sum, weighted } from '../../../src/language/expression.ts';
import { begun, ended, lists, type ShapeOf, take } from './draft.ts';

/** Models in which choices open, join or exclude something else: people, bins, days, whole duties. */
export const DUTY_SHAPES = {
  /** One person on call each day; a weekend belongs to one of them, two days of rest follow, and everybody has as much. */
  'on call': (size, seed) => {
    const { model, random, costs, literals } = begun(`on call ${size}`, seed);
    const [people, weeks] = [5 + 3 * size, 4 * size];
    const days = 7 * weeks;
    const calls = lists(days);
    for (let person = 0; person < people; person++) {
      const own = Array.from({ length: days }, (_, day) => {
        const call = take(model, { literals, costs }, random.below(20));
        calls[day]!.push([call, 1]);
        return call;
      });
      const weekends = own.filter((_, day) => day % 7 === 5);
      for (let day = 5; day < days; day += 7) model.add(compare(weighted([own[day]!, own[day + 1]!], [1, -1]), '=', 0));
      for (let day = 0; day + 3 < days; day++) {
        // A weekend counts once, by its Saturday.
        const near = own.slice(day, day + 4).filter((_, i) => (day + i) % 7 !== 6);
        model.add({ kind: 'atMostOne', literals: near });
      }
      model.add(compare(sum(weekends), '<=', Math.ceil(weeks / people) + 1));
      model.add(compare(sum(own), '<=', Math.ceil(days / people) + 2));
      model.add(compare(sum(own), '>=', Math.floor(days / people) - 2));
    }
    for (const day of calls) model.add({ kind: 'exactlyOne', literals: day.map(([call]) => call) });
    return ended(model, literals, costs);
  },
  /** Tasks at fixed times for people who can do them; everybody who does one has to come in, at a price. */
  tasks: (size, seed) => {
    const { model, random, costs, literals } = begun(`tasks ${size}`, seed);
    const [tasks, people, hours] = [50 * size, 12 + 12 * size, 24];
    const comes = Array.from({ length: people }, () => take(model, { literals, costs }, 100));
    const busy = lists(people * hours);
    for (let task = 0; task < tasks; task++) {
      const [start, length] = [random.below(hours - 4), 1 + random.below(4)];
      const own: number[] = [];
      for (let person = 0; person < people; person++) {
        if (random.below(3) === 0) continue;
        const does = take(model, { literals, costs }, random.below(10));
        own.push(does);
        for (let hour = start; hour < start + length; hour++) busy[person * hours + hour]!.push([does, 1]);
      }
      own.push(take(model, { literals, costs }, 400));
      model.add({ kind: 'exactlyOne', literals: own });
    }
    for (const [i, hour] of busy.entries()) {
      if (hour.length === 0) continue;
      const person = comes[Math.floor(i / hours)]!;
      model.add(compare(weighted([...hour.map(([does]) => does), person], [...hour.map(() => 1), -1]), '<=', 0));
    }
    return ended(model, literals, costs);
  },
  /** Items into as few bins as may be; some do not go together. */
  bins: (size, seed) => {
    const { model, random, costs, literals } = begun(`bins ${size}`, seed);
    const [items, bins, capacity] = [30 * size, 14 * size, 100];
    const opens = Array.from({ length: bins }, () => take(model, { literals, costs }, 50));
    const places = Array.from({ length: items }, () => {
      const own = Array.from({ length: bins }, () => take(model, { literals, costs }, random.below(4)));
      model.add({ kind: 'exactlyOne', literals: own });
      return { own, weight: 10 + random.below(40) };
    });
    for (let bin = 0; bin < bins; bin++) {
      const all = [...places.map(({ own }) => own[bin]!), opens[bin]!];
      model.add(compare(weighted(all, [...places.map(({ weight }) => weight), -capacity]), '<=', 0));
    }
    for (let i = 0; i < items; i++) {
      for (const j of [random.below(items), random.below(items)].filter((other) => other !== i)) {
        for (let bin = 0; bin < bins; bin++)
          model.add({ kind: 'atMostOne', literals: [places[i]!.own[bin]!, places[j]!.own[bin]!] });
      }
    }
    return ended(model, literals, costs);
  },
  /** Trips, each in exactly one of the duties that are taken: whole duties of two to five trips, or one trip alone for more. */
  partitions: (size, seed) => {
    const { model, random, costs, literals } = begun(`partitions ${size}`, seed);
    const [trips, duties] = [40 * size, 600 * size];
    const taken = lists(trips);
    for (let trip = 0; trip < trips; trip++)
      taken[trip]!.push([take(model, { literals, costs }, 60 + random.below(20)), 1]);
    for (let duty = 0; duty < duties; duty++) {
      const own = new Set<number>([random.below(trips)]);
      for (let length = 2 + random.below(4); own.size < length; ) own.add(random.below(trips));
      const literal = take(model, { literals, costs }, 30 + 15 * own.size + random.below(40));
      for (const trip of own) taken[trip]!.push([literal, 1]);
    }
    for (const trip of taken) model.add({ kind: 'exactlyOne', literals: trip.map(([duty]) => duty) });
    return ended(model, literals, costs);
  },
} as const satisfies Record<string, ShapeOf>;
