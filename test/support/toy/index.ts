import { partsOf } from '../../../src/domain/defaults.ts';
import { eachRepeated } from '../../../src/domain/entries.ts';
import { ruleChange } from '../../../src/domain/fixes/ruleChange.ts';
import type { RuledModel } from '../../../src/domain/ledger.ts';
import type { Ruled } from '../../../src/domain/parts.ts';
import { Costs } from '../../../src/domain/posting/costs.ts';
import { readInput } from '../../../src/domain/read.ts';
import { remembered } from '../../../src/domain/remembered.ts';
import { ruledModel } from '../../../src/domain/ruledModel.ts';
import { declaredRules, rulesInForce } from '../../../src/domain/rules/inForce.ts';
import { validateRules } from '../../../src/domain/rules/validate.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { type Input, inputSchema, type Solution, solutionSchema } from './input.ts';
import { type Guest, type Party, type Posting, type Problem, type Seat, Seating } from './party.ts';
import { BOOK } from './rules.ts';

type Built = Ruled<Party> & RuledModel<Party> & { readonly posting: Posting };

const seatOf = ({ id, index: guest }: Guest, table: number, origin: Seat['origin'] = 'proposal'): Seat => {
  return { id, guest, table, origin };
};
const placesOf = ({ tables }: Problem, item: Guest) => tables.map((_, table) => ({ item, table }));

const PARTS = partsOf<Party>({
  itemWord: 'guest',
  scheduleOf: (_, seats) => new Seating(seats),
  rankOf: (_, of) => ('guest' in of ? of.guest : of.index),
  itemOf: ({ guests }, { guest }) => guests[guest],
  itemsOf: ({ guests }) => guests,
  isOfRun: ({ state }) => state !== 'posted',
  isOpen: ({ state }) => state === 'open',
  placesOf,
  placeOf: ({ guests }, { guest, table }) => ({ item: guests[guest]!, table }),
  isSamePlace: (a, b) => a.item === b.item && a.table === b.table,
  candidateAt: (_, { item, table }) => seatOf(item, table),
  whereOf: ({ tables }, { table }) => ({ who: tables[table]!.id, at: {} }),
  workAt({ tables }, item, { who }) {
    const table = tables.findIndex(({ id }) => id === who);
    return table < 0 ? undefined : seatOf(item, table);
  },
  daysOf: () => ['evening'],
  lanesOf: ({ tables }) => tables.map(({ id }) => ({ id, label: id })),
  spansOf: ({ tables }, { table }) => [{ lane: tables[table]!.id, from: 0, to: 1440, isWholeDay: true }],
  sayPlace: ({ tables }, { table }) => `at ${tables[table]!.id}`,
  schema: inputSchema,
  reliefs: {
    costOf: () => 1,
    unpin: ({ guest }) => ({ kind: 'unpin', of: guest }),
    takeBack: () => [],
    placesAround: placesOf,
    say({ guests, tables }, input, { rule, relief }) {
      const { kind, of, seats } = relief as Party['relief'];
      if (kind === 'seats') {
        const { id } = tables[of!]!;
        return { text: `Give ${id} ${seats} seats.`, changes: [{ set: `tables/${id}/seats`, value: seats }] };
      }
      if (kind === 'off') return { text: 'Off.', changes: ruleChange(input, rule.id, { enabled: false }) };
      const pins = (input as Input).pins.filter(({ guest }) => guest !== guests[of!]?.id);
      return { text: 'Take a pin out.', changes: [{ set: 'pins', value: pins }] };
    },
  },
});

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

const ruledOf = remembered((input: Input): Ruled<Party> => {
  const tables = [...input.tables].sort(byId);
  const stateOf = (id: string): Guest['state'] =>
    input.posted.some(({ guest }) => guest === id)
      ? 'posted'
      : input.pins.some((one) => one.guest === id)
        ? 'pin'
        : 'open';
  const guests = [...input.guests]
    .sort(byId)
    .map(({ id, size, wish }, index) => ({ index, id, size, wish, state: stateOf(id) }));
  const fixed = [...input.posted, ...input.pins].map(({ guest, table }) => {
    const one = guests.find(({ id }) => id === guest)!;
    return seatOf(
      one,
      tables.findIndex(({ id }) => id === table),
      one.state as 'posted' | 'pin',
    );
  });
  return { parts: PARTS, problem: { input, guests, tables, fixed }, rules: rulesInForce(BOOK, input) };
});

function build(ruled: Ruled<Party>): Built {
  const { problem, rules } = ruled;
  const builder = new ModelBuilder('party');
  const seat = problem.guests.map(({ state }) => (state === 'open' ? problem.tables.map(() => builder.boolean()) : []));
  const unplaced = problem.guests.map(({ state }) => (state === 'open' ? builder.boolean() : 0));
  const posting = { problem, fixed: new Seating(problem.fixed), costs: new Costs(), builder, seat, unplaced };
  for (const active of rules) {
    posting.costs.begin(active.id);
    builder.owned(active.id, () => active.rule.post(active, posting));
  }
  builder.minimize(posting.costs.total(builder.variables.length));
  const costs = rules.map(({ id }) => ({ rule: id, microseconds: 0, reads: 0 }));
  return { ...ruled, model: builder.build(), posting, costs, choices: seat.flat().length };
}

const seatsIn = ({ problem: { guests }, posting: { seat } }: Built, values: ArrayLike<number>): Seat[] =>
  guests.flatMap((guest) =>
    seat[guest.index]!.flatMap((literal, at) => (values[literal] === 1 ? [seatOf(guest, at)] : [])),
  );

const proposalsIn = ({ guests, tables, fixed }: Problem, { seats }: Solution): Seat[] =>
  seats
    .map(({ guest, table }) =>
      seatOf(
        guests.find(({ id }) => id === guest)!,
        tables.findIndex(({ id }) => id === table),
      ),
    )
    .filter((one) => !fixed.some(({ guest, table }) => guest === one.guest && table === one.table));

/** Guests at tables, as a domain model. */
export const party = ruledModel<Party, Solution, Built>({
  name: 'party',
  description: 'Guests to seat at tables.',
  templates: BOOK.templates,
  inputSchema,
  solutionSchema,
  lists: [
    { list: 'guests', key: ['id'] },
    { list: 'tables', key: ['id'] },
    { list: 'posted', key: ['guest'] },
    { list: 'pins', key: ['guest'] },
  ],
  accepts: {
    list: { list: 'posted', key: ['guest'] },
    entryOf: ({ guests, tables }, { guest, table }) => ({ guest: guests[guest]!.id, table: tables[table]!.id }),
    entryNow: () => undefined,
    saidElsewhere: ({ input }, { id }) => (input.pins.some(({ guest }) => guest === id) ? [`pins/${id}`] : []),
    openItem: ({ guests }, id, taken) =>
      guests.find(({ id: own, index, state }) => own === id && state !== 'posted' && !taken.has(index)),
  },
  parse: (value) =>
    readInput(
      {
        schema: inputSchema,
        validate(given, _, report) {
          eachRepeated(
            given.guests,
            ({ id }) => id,
            ({ id }, at) => {
              report(['guests', at, 'id'], 'unknown-value', `${id} is there twice.`, 'give another id.');
            },
          );
          const rules = declaredRules(BOOK, given.profile, given.rules);
          validateRules(BOOK, { given, report, rules, known: new Map() });
        },
        inputOf: (given) => given as Input,
        validateDeep() {},
      },
      value,
    ),
  ruledOf,
  readSolution: (value) => solutionSchema.parse(value),
  parseSolution: (_, value) => solutionSchema.parse(value),
  knownIn: ({ guests, tables }, { seats }) => ({
    seats: seats.filter(
      ({ guest, table }) => guests.some(({ id }) => id === guest) && tables.some(({ id }) => id === table),
    ),
  }),
  proposalsIn,
  solutionOf: ({ tables }, seats) => ({
    seats: seats.map(({ id, table }) => ({ guest: id, table: tables[table]!.id })),
  }),
  placementsIn: (_, { seats }) => seats.map(({ guest, table }) => ({ item: guest, who: table, at: {} })),
  build,
  read: (built, values) => [...built.problem.fixed.filter(({ origin }) => origin === 'pin'), ...seatsIn(built, values)],
  placedIn: (built, values) => seatsIn(built, values).length,
  placeable: ({ problem }) =>
    problem.guests.filter(({ state }) => state === 'open' && problem.tables.length > 0).length,
  startFrom({ model, posting: { seat, unplaced }, problem }, seating) {
    const values = new Float64Array(model.variables.length).fill(Number.NaN);
    for (const { index, state } of problem.guests) {
      if (state !== 'open') continue;
      seat[index]!.forEach((literal, at) => {
        values[literal] = seating.of(index).some(({ table }) => table === at) ? 1 : 0;
      });
      values[unplaced[index]!] = seating.of(index).length === 0 ? 1 : 0;
    }
    return values;
  },
  changes: () => undefined,
  demanded: ({ posting, problem }, { item, who, isForbidden }) => {
    const guest = problem.guests.find(({ id }) => id === item)!;
    const literals = posting.seat[guest.index]!.filter((_, at) => who === undefined || problem.tables[at]!.id === who);
    if (literals.length === 0) return { impossible: `${item} is not to be placed there.` };
    return {
      constraints: [
        isForbidden
          ? { kind: 'linear', vars: literals, coeffs: literals.map(() => 1), domain: [0, 0] }
          : { kind: 'boolOr', literals },
      ],
    };
  },
  goals: () => [{ name: 'cheapest', changes: [] }],
  budgeted: () => [],
  reopened: () => [],
  show: ({ placed }) => placed.map(({ item, who }) => `${item} at ${who}`).join('\n'),
  example: () => EXAMPLE,
  demo: () => EXAMPLE,
  generator: { sizes: { guests: 4 }, generate: ({ guests = 4, seed = 1 }) => generated(guests, seed) },
});

const EXAMPLE = {
  guests: [
    { id: 'ann', wish: 'round' },
    { id: 'bob', size: 2, wish: 'round' },
    { id: 'cleo', wish: 'round' },
    { id: 'dan' },
  ],
  tables: [
    { id: 'long', seats: 2 },
    { id: 'round', seats: 2 },
  ],
  posted: [{ guest: 'dan', table: 'long' }],
};

/** A party that does not quite fit. */
function generated(guests: number, seed: number): unknown {
  const pick = (i: number, n: number): number => ((seed + 1) * 7919 + i * 104_729) % n;
  const tables = Array.from({ length: 1 + Math.ceil(guests / 4) }, (_, i) => ({ id: `t${i}`, seats: pick(i, 4) }));
  return {
    guests: Array.from({ length: guests }, (_, i) => ({
      id: `g${i}`,
      size: 1 + pick(i, 2),
      ...(pick(i, 3) === 0 ? { wish: `t${pick(i, tables.length)}` } : {}),
    })),
    tables,
  };
}
