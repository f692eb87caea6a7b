import { conflictOf, partsOf } from '../../src/domain/defaults.ts';
import { declaredRules } from '../../src/domain/rules/inForce.ts';
import { ruleWarnings } from '../../src/domain/warnings.ts';
import { isOfAbsent } from './absent.ts';
import { constructed } from './dispatch/constructed.ts';
import { hopeless } from './hopeless.ts';
import { inputSchema } from './input.ts';
import { startOf } from './problem.ts';
import { RELIEFS } from './reliefs.ts';
import { reportOf } from './report/reportOf.ts';
import { BOOK } from './ruleBook.ts';
import { Schedule } from './schedule.ts';
import { runsIn } from './solution.ts';
import { engagementsOf, spansOf } from './spansOf.ts';
import { spotsOf } from './spots.ts';
import { candidateAt, tellAt, variantsAt, whereOf, workAt } from './where.ts';
import { machineName, timeText } from './words.ts';
import type { Workshop } from './world.ts';

/** What the domain kit asks of the production model. */
export const PARTS = partsOf<Workshop>({
  itemWord: 'operation',
  scheduleOf: (problem, runs) => new Schedule(problem, runs),
  rankOf: ({ rank }, of) => rank['batches' in of ? of.item : of.index]!,
  itemOf: ({ items }, { item }) => items[item],
  itemsOf: ({ items }) => items,
  labelOf: ({ label }) => label,
  placesOf: spotsOf,
  constructed,
  placeOf: ({ items }, run) => ({ item: items[run.item]!, machine: run.batches[0]!.machine, start: startOf(run) }),
  isSamePlace: (a, b) => a.item.index === b.item.index && a.machine === b.machine && a.start === b.start,
  candidateAt,
  variantsAt,
  oldOf: ({ old }, { index, state }) => (state === 'open' ? old.get(index) : undefined),
  earlier: (problem) =>
    problem.input.previous &&
    runsIn(problem, problem.input.previous).map((run) => ({ item: run.id, ...whereOf(problem, run) })),
  whereOf,
  workAt,
  tellAt,
  zoneOf: ({ input }) => input.timeZone,
  daysOf: ({ clock }) => clock.dates,
  lanesOf: ({ machines }) => machines.map(({ id, name }) => ({ id, label: name })),
  spansOf,
  people: {
    lanesOf: ({ operators }) => operators.map(({ id, name }) => ({ id, label: name })),
    spansOf: engagementsOf,
  },
  groupOf: ({ orders }, { order }) => orders[order]!.name,
  reportOf,
  companyPlaces: (problem, company, { start }) => spotsOf(problem, company).filter((spot) => spot.start < start),
  sayPlace: (problem, { machine, start }) => `on ${machineName(problem, machine)} at ${timeText(problem, start)}`,
  warningsOf: (production) => {
    const { input } = production.problem;
    return ruleWarnings(BOOK, production, declaredRules(BOOK, input.profile, input.rules));
  },
  enteredAt({ input, orders }, item) {
    const order = input.orders.findIndex(({ id }) => id === orders[item.order]!.id);
    const at = input.orders[order]!.operations.findIndex(({ id }) => id === item.operation);
    return `/orders/${order}/operations/${at}`;
  },
  postedAt({ input, items, orders }, id) {
    const item = items.find((one) => one.id === id);
    const order = item && orders[item.order]!.id;
    const at = input.posted.findIndex((one) => one.order === order && one.operation === item?.operation);
    return at < 0 ? '' : `/posted/${at}`;
  },
  conflictOf(production, breach) {
    const isAway = breach.assignments.some(isOfAbsent(production));
    return { ...conflictOf(production, breach), ...(isAway ? { reopen: 'absent' as const } : {}) };
  },
  reliefs: RELIEFS,
  schema: inputSchema,
  hopeless,
});
