import { z } from 'zod';
import type { RuleBook } from '../../../src/domain/rules/book.ts';
import type { Party, Rule, Seat } from './party.ts';

const none = z.strictObject({});
const ofRun = ({ origin }: Seat): boolean => origin !== 'posted';
const proposals = (seats: readonly Seat[]): Seat[] => seats.filter(({ origin }) => origin === 'proposal');

/** *Means* each guest has one table, or none. */
const structure: Rule = {
  template: 'structure',
  hard: true,
  isEssential: true,
  meaning: 'A guest sits at one table.',
  parameters: none,
  post(_, { builder, problem, seat, unplaced }) {
    for (const { index, state } of problem.guests) {
      if (state === 'open') builder.add({ kind: 'exactlyOne', literals: [...seat[index]!, unplaced[index]!] });
    }
  },
  check(_, { problem, schedule, breaks }) {
    for (const { index, id } of problem.guests) {
      const seats = schedule.of(index);
      if (seats.length > 1) {
        breaks({ text: `${id} sits twice.`, assignments: seats, withdraw: proposals(seats).slice(-1) });
      }
    }
  },
  explain: (_, { schedule, item }) =>
    schedule.of(item.index).length > 0 ? { text: `${item.id} sits already.`, by: schedule.of(item.index) } : undefined,
};

/** *Means* the guests of a table, with their companions, are not more than its seats; what is posted counts. */
const seats: Rule = {
  template: 'seats',
  hard: true,
  meaning: 'A table has its seats.',
  parameters: none,
  post(_, { builder, fixed, problem, seat }) {
    problem.tables.forEach((table, at) => {
      const open = problem.guests.filter(({ state }) => state === 'open');
      const taken = fixed.at(at).reduce((sum, { guest }) => sum + problem.guests[guest]!.size, 0);
      const vars = open.map(({ index }) => seat[index]![at]!);
      const coeffs = open.map(({ size }) => size);
      builder.add({ kind: 'linear', vars, coeffs, domain: [-Infinity, Math.max(0, table.seats - taken)] });
    });
  },
  check(_, { problem, schedule, breaks }) {
    problem.tables.forEach((table, at) => {
      const here = schedule.at(at);
      const taken = here.reduce((sum, { guest }) => sum + problem.guests[guest]!.size, 0);
      if (taken <= table.seats || !here.some(ofRun)) return;
      const text = `${table.id} has ${taken} guests on ${table.seats} seats.`;
      breaks({ text, assignments: here, withdraw: proposals(here).slice(-1) });
    });
  },
  explain(_, { problem, schedule, candidate, item }) {
    const here = schedule.at(candidate.table);
    const taken = here.reduce((sum, { guest }) => sum + problem.guests[guest]!.size, 0);
    const table = problem.tables[candidate.table]!;
    if (taken + item.size <= table.seats) return undefined;
    return { text: `${table.id} has ${table.seats} seats, ${taken} taken.`, by: here };
  },
  relax: (_, { problem, schedule, candidate, item }) => {
    const taken = schedule.at(candidate.table).reduce((sum, { guest }) => sum + problem.guests[guest]!.size, 0);
    return [{ kind: 'seats', of: candidate.table, seats: taken + item.size }];
  },
};

/** *Means* each guest without a table costs `weight`. */
const place: Rule = {
  template: 'place',
  hard: false,
  meaning: 'Everybody sits.',
  parameters: none,
  post({ weight }, { costs, problem, unplaced }) {
    for (const { index, state } of problem.guests) if (state === 'open') costs.add(unplaced[index]!, weight);
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const guest of problem.guests) if (schedule.of(guest.index).length === 0) costs(weight, guest);
  },
  explain: () => undefined,
};

/** *Means* each guest of the run at another table than the wished one costs `weight`. */
const wish: Rule = {
  template: 'wish',
  hard: false,
  meaning: 'Guests sit where they wish.',
  parameters: none,
  post({ weight }, { costs, fixed, problem, seat }) {
    for (const { index, wish, state } of problem.guests) {
      problem.tables.forEach(({ id }, at) => {
        if (wish === undefined || wish === id) return;
        if (state === 'open') costs.add(seat[index]![at]!, weight);
        else if (fixed.of(index).some((one) => ofRun(one) && one.table === at)) costs.always(weight);
      });
    }
  },
  check({ weight }, { problem, schedule, costs }) {
    for (const one of schedule.assignments) {
      const { wish } = problem.guests[one.guest]!;
      if (ofRun(one) && wish !== undefined && wish !== problem.tables[one.table]!.id) costs(weight, one);
    }
  },
  explain: (_, { item }) => (item.wish === undefined ? undefined : { text: `${item.id} wishes for ${item.wish}.` }),
};

export const BOOK: RuleBook<Party> = {
  model: 'party',
  templates: new Map([structure, seats, place, wish].map((rule) => [rule.template, rule])),
  rulesOf: () =>
    [structure, seats, place, wish].map(({ template }) => ({
      id: template,
      template,
      parameters: {},
      ...(template === 'place' ? { weight: 100 } : template === 'wish' ? { weight: 5 } : {}),
    })),
  keywords: new Map([['wishes', 'wish']]),
};
