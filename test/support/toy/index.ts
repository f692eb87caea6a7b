import { partsOf } from '../../../src/domain/defaults.ts';
import { eachRepeated } from '../../../src/domain/entries.ts';
import { modelOf, type PostedModel } from '../../../src/domain/posting/modelOf.ts';
import { readInput } from '../../../src/domain/read.ts';
import { remembered } from '../../../src/domain/remembered.ts';
import { ruledModel } from '../../../src/domain/ruledModel.ts';
import { declaredRules, rulesInForce } from '../../../src/domain/rules/inForce.ts';
import { validateRules } from '../../../src/domain/rules/validate.ts';
import { solutionReader } from '../../../src/domain/solutionForm.ts';
import { ModelBuilder } from '../../../src/language/builder.ts';
import { type Input, inputSchema, type Solution, solutionSchema } from './input.ts';
import { type Guest, type Party, Posting, type Problem, type Seat, Seating } from './party.ts';
import { BOOK } from './rules.ts';

type Built = PostedModel<Party>;

const [POSTED, PINS] = ['posted', 'pins'].map((list) => ({ list, key: ['guest'] }));

const seatOf = ({ id, index: guest }: Guest, table: number, origin: Seat['origin'] = 'proposal'): Seat => {
  return { id, guest, table, origin };
};

const PARTS = partsOf<Party>({
  itemWord: 'guest',
  scheduleOf: (_, seats) => new Seating(seats),
  itemOf: ({ guests }, { guest }) => guests[guest],
  itemsOf: ({ guests }) => guests,
  placesOf: ({ tables }, item) => tables.map((_, table) => ({ item, table })),
  placeOf: ({ guests }, { guest, table }) => ({ item: guests[guest]!, table }),
  candidateAt: (_, { item, table }) => seatOf(item, table),
  whereOf: ({ tables }, { table }) => ({ who: tables[table]!.id, at: {} }),
  daysOf: () => ['evening'],
  lanesOf: ({ tables }) => tables.map(({ id }) => ({ id, label: id })),
  spansOf: ({ tables }, { table }) => [{ lane: tables[table]!.id, from: 0, to: 1440, isWholeDay: true }],
  sayPlace: ({ tables }, { table }) => `at ${tables[table]!.id}`,
  schema: inputSchema,
  reliefs: {
    unpin: ({ guest }) => ({ kind: 'unpin', of: guest }),
    say({ guests, tables }, input, { relief: { kind, of, seats } }) {
      if (kind === 'seats') {
        const { id } = tables[of]!;
        return { text: `Give ${id} ${seats} seats.`, changes: [{ set: `tables/${id}/seats`, value: seats }] };
      }
      const pins = (input as Input).pins.filter(({ guest }) => guest !== guests[of]!.id);
      return { text: 'Take a pin out.', changes: [{ set: 'pins', value: pins }] };
    },
  },
});

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

function problemOf(input: Input): Problem {
  const tables = [...input.tables].sort(byId);
  const tableAt = new Map(tables.map(({ id }, index) => [id, index]));
  const [posted, pinned] = [input.posted, input.pins].map((list) => new Set(list.map(({ guest }) => guest)));
  const guests = [...input.guests].sort(byId).map(({ id, size, wish }, index): Guest => {
    return { index, id, size, wish, state: posted!.has(id) ? 'posted' : pinned!.has(id) ? 'pin' : 'open' };
  });
  const guestAt = new Map(guests.map(({ id, index }) => [id, index]));
  const fixed = [...input.posted, ...input.pins].map(({ guest, table }) => {
    const one = guests[guestAt.get(guest)!]!;
    return seatOf(one, tableAt.get(table)!, one.state as 'posted' | 'pin');
  });
  return { input, guests, guestAt, tables, tableAt, fixed };
}

const seatsIn = ({ problem: { guests }, posting: { seat } }: Built, values: ArrayLike<number>): Seat[] =>
  guests.flatMap((guest) =>
    seat[guest.index]!.flatMap((literal, at) => (values[literal] === 1 ? [seatOf(guest, at)] : [])),
  );

/** Guests at tables, as a domain model. */
export const party = ruledModel<Party, Solution, Built>({
  name: 'party',
  description: 'Guests to seat at tables.',
  templates: BOOK.templates,
  inputSchema,
  solutionSchema,
  lists: [{ list: 'guests', key: ['id'] }, { list: 'tables', key: ['id'] }, POSTED!, PINS!],
  accepts: {
    list: POSTED!,
    pins: PINS,
    entryOf: ({ tables }, { id, table }) => ({ guest: id, table: tables[table]!.id }),
  },
  parse: (value) => readInput({ schema: inputSchema, validate, inputOf: (given) => given as Input }, value),
  ruledOf: remembered((input: Input) => {
    return { parts: PARTS, problem: problemOf(input), rules: rulesInForce(BOOK, input) };
  }),
  ...solutionReader<Problem, Solution, never>({
    schema: solutionSchema,
    list: 'seats',
    namingIn: ({ guestAt, tableAt }) => [
      { field: 'guest', known: guestAt, code: 'unknown-value', what: 'guest' },
      { field: 'table', known: tableAt, code: 'unknown-value', what: 'table' },
    ],
  }),
  proposalsIn: ({ guests, guestAt, tableAt, fixed }, { seats }) =>
    seats
      .map(({ guest, table }) => seatOf(guests[guestAt.get(guest)!]!, tableAt.get(table)!))
      .filter((one) => !fixed.some(({ guest, table }) => guest === one.guest && table === one.table)),
  solutionOf: ({ tables }, seats) => ({
    seats: seats.map(({ id, table }) => ({ guest: id, table: tables[table]!.id })),
  }),
  build(ruled) {
    const posting = new Posting(new ModelBuilder('party'), ruled.problem);
    return modelOf(ruled, posting, posting.seat.flat().length);
  },
  read: (built, values) => [...built.problem.fixed.filter(({ origin }) => origin === 'pin'), ...seatsIn(built, values)],
  startFrom({ model, posting: { seat, unplaced }, problem }, seating) {
    const values = new Float64Array(model.variables.length).fill(Number.NaN);
    for (const { index, state } of problem.guests) {
      if (state !== 'open') continue;
      const tables = seating.of(index).map(({ table }) => table);
      for (const [at, literal] of seat[index]!.entries()) values[literal] = tables.includes(at) ? 1 : 0;
      values[unplaced[index]!] = tables.length === 0 ? 1 : 0;
    }
    return values;
  },
  demanded({ posting, problem: { guestAt, tables } }, { item, who, isForbidden }) {
    const literals = posting.seat[guestAt.get(item)!]!.filter((_, at) => who === undefined || tables[at]!.id === who);
    if (literals.length === 0) return { impossible: `${item} is not to be placed there.` };
    if (!isForbidden) return { constraints: [{ kind: 'boolOr', literals }] };
    return { constraints: [{ kind: 'linear', vars: literals, coeffs: literals.map(() => 1), domain: [0, 0] }] };
  },
  show: ({ placed }) => placed.map(({ item, who }) => `${item} at ${who}`).join('\n'),
  example: () => EXAMPLE,
  generator: { sizes: { guests: 4 }, generate: ({ guests = 4, seed = 1 }) => generated(guests, seed) },
});

const validate: Parameters<typeof readInput<typeof inputSchema, Input, never>>[0]['validate'] = (given, _, report) => {
  eachRepeated(
    given.guests,
    ({ id }) => id,
    ({ id }, at) => report(['guests', at, 'id'], 'unknown-value', `${id} is there twice.`, 'give another id.'),
  );
  const rules = declaredRules(BOOK, given.profile, given.rules);
  validateRules(BOOK, { given, report, rules, known: new Map() });
};

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
