import { ModelBuilder } from '../language/builder.ts';
import { compare } from '../language/constraints/linear.ts';
import { weighted } from '../language/expression.ts';
import type { Model } from '../language/model.ts';

const PEOPLE = ['Ann', 'Bob', 'Cleo', 'Dan'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
/** Who is away, as person and day. */
const AWAY = new Set(['Ann Wed', 'Bob Mon', 'Bob Tue', 'Cleo Fri', 'Dan Thu']);
/** Minutes that a person works in the week at most. */
const WEEK = 1200;
/** What leaving an event unplaced costs. */
const UNPLACED = 1000;

/** Twelve events with their minutes, who may do them, and the days they fit. */
const EVENTS = [
  { name: 'coffee', minutes: 390, people: PEOPLE, days: ['Mon', 'Tue'] },
  { name: 'juice', minutes: 480, people: ['Ann', 'Dan'], days: ['Mon', 'Tue', 'Wed'] },
  { name: 'cheese', minutes: 390, people: PEOPLE, days: ['Tue', 'Wed'] },
  { name: 'bread', minutes: 390, people: PEOPLE, days: ['Wed', 'Thu'] },
  { name: 'wine', minutes: 390, people: ['Cleo', 'Dan'], days: ['Thu', 'Fri'] },
  { name: 'tea', minutes: 390, people: PEOPLE, days: ['Thu', 'Fri'] },
  { name: 'setup', minutes: 120, people: ['Bob', 'Cleo'], days: ['Mon', 'Tue', 'Wed'] },
  { name: 'refresh', minutes: 90, people: ['Bob', 'Cleo'], days: ['Wed', 'Thu'] },
  { name: 'chocolate', minutes: 390, people: PEOPLE, days: ['Mon', 'Fri'] },
  { name: 'pasta', minutes: 390, people: ['Ann', 'Bob'], days: ['Wed', 'Thu', 'Fri'] },
  { name: 'olives', minutes: 390, people: PEOPLE, days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] },
  { name: 'teardown', minutes: 60, people: ['Dan'], days: ['Thu', 'Fri'] },
];

/**
 * A week's roster small enough to read: each event takes one cell (person, day) or stays unplaced, a person does one
 * long event a day and {@link WEEK} minutes a week; earlier days are better.
 */
export function sampleRoster(): Model {
  const model = new ModelBuilder('week roster');
  const costs: number[] = [];
  const literals: number[] = [];
  const cells = EVENTS.flatMap((event) => {
    const own = event.people.flatMap((person) =>
      event.days
        .filter((day) => !AWAY.has(`${person} ${day}`))
        .map((day) => ({ event, person, day, literal: model.boolean(`${event.name} ${person} ${day}`) })),
    );
    const unplaced = model.boolean(`${event.name} unplaced`);
    model.add({ kind: 'exactlyOne', literals: [...own.map((cell) => cell.literal), unplaced] }, { name: event.name });
    literals.push(...own.map((cell) => cell.literal), unplaced);
    costs.push(...own.map((cell) => DAYS.indexOf(cell.day)), UNPLACED);
    return own;
  });
  for (const person of PEOPLE) {
    const theirs = cells.filter((cell) => cell.person === person);
    for (const day of DAYS) {
      const long = theirs.filter((cell) => cell.day === day && cell.event.minutes >= 390);
      model.add({ kind: 'atMostOne', literals: long.map((cell) => cell.literal) }, { name: `${person} ${day}` });
    }
    const load = weighted(
      theirs.map((cell) => cell.literal),
      theirs.map((cell) => cell.event.minutes),
    );
    model.add(compare(load, '<=', WEEK), { name: `${person} week` });
  }
  model.minimize(weighted(literals, costs));
  return model.build();
}
