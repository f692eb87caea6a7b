import type { Input } from '../../../models/staffing/input.ts';
import {
  chosenBy,
  datesOf,
  daysBetween,
  dutyOf,
  type EventGiven,
  isClosed,
  isQualified,
  isThere,
  rulesOf,
  weekOf,
} from './facts.ts';
import type { Case } from './hard.ts';
import { isOfRun, postingOf, type Work } from './works.ts';

type Penalty = (given: Case) => number;

const FACTORS: Readonly<Record<string, number>> = { low: 0.5, normal: 1, high: 2, critical: 4 };

const isRunWork = ({ origin }: Work): boolean => origin !== 'posted';

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

/** What each event of the run costs that is not placed. */
function unplaced(cost: (given: Case, event: EventGiven) => number): Penalty {
  return (given) =>
    sum(
      given.input.events.filter(
        (event) => isOfRun(given.input, event) && !given.works.some((work) => work.event === event.id),
      ),
      (event) => cost(given, event),
    );
}

/** What each piece of work of the run costs. */
function placed(cost: (given: Case, work: Work) => number): Penalty {
  return (given) => sum(given.works.filter(isRunWork), (work) => cost(given, work));
}

/** What the run adds, group by group, to what posted work costs by itself. */
function added(
  name: (given: Case, work: Work) => string | undefined,
  cost: (given: Case, size: number) => number,
): Penalty {
  return (given) => {
    const names = new Set(given.works.map((work) => name(given, work)).filter((one) => one !== undefined));
    return sum([...names], (one) => {
      const group = given.works.filter((work) => name(given, work) === one);
      return cost(given, group.length) - cost(given, group.filter((work) => !isRunWork(work)).length);
    });
  };
}

const place = unplaced(({ rule: { weight, parameters } }, { priority }) => {
  return Math.round(weight * { ...FACTORS, ...parameters.factors }[priority]!);
});

const urgency = unplaced(({ input, rule: { weight, parameters } }, { due }) => {
  return weight * Math.max(0, (parameters.days ?? 21) - daysBetween(input.horizon.from, due));
});

const typePriority = unplaced(({ rule: { weight, parameters } }, { type }) => {
  return weight * (10 - (parameters.ranks[type] ?? parameters.otherwise ?? 9));
});

const rotation = placed(({ input, rule: { weight, parameters } }, work) =>
  sum(
    parameters.kinds.filter(({ types }) => types.includes(work.type)),
    ({ kind }) => {
      const duty = dutyOf(input, kind, work.day);
      if (duty === undefined || duty.employee === work.employee) return 0;
      return duty.backup === work.employee ? weight - Math.floor(weight / 2) : weight;
    },
  ),
);

const roleMisuse = added(
  ({ input, rule: { parameters } }, { employee, type, day }) => {
    const role = input.employees.find(({ id }) => id === employee)!.role;
    if (!parameters.roles!.includes(role) || parameters.preferred.includes(type)) return undefined;
    return `${employee} ${weekOf(input, day)}`;
  },
  ({ rule: { weight } }, size) => (weight * size * (size + 1)) / 2,
);

const followerChoice = placed(({ input, rule: { weight, parameters } }, work) => {
  if (!parameters.types.includes(work.type) || parameters.employee === 'same') return 0;
  for (const choice of parameters.employee) {
    const first = chosenBy(input, choice, work.day).filter(
      (one) => isThere(input, one, work.day) && isQualified(input, one, work.type),
    );
    if (first.length > 0) return first.some(({ id }) => id === work.employee) ? 0 : weight;
  }
  return weight;
});

const leadBlock = placed(({ input, rule: { weight, parameters } }, work) => {
  const isLead = dutyOf(input, parameters.kind, work.day)?.employee === work.employee;
  return parameters.types.includes(work.type) && isLead && work.block !== parameters.block ? weight : 0;
});

const leadDaily = placed(({ input, rule: { weight, parameters } }, work) => {
  const duty = dutyOf(input, parameters.kind, work.day);
  return parameters.types.includes(work.type) && duty && duty.employee !== work.employee ? weight : 0;
});

const openDates = (input: Input): string[] =>
  datesOf(input.horizon.from, input.horizon.to).filter((date) => !isClosed(input, date));

const fairness: Penalty = ({ input, rule: { weight, parameters }, works }) => {
  const { from, to } = input.horizon;
  const counts = input.employees
    .filter(({ role }) => !parameters.exemptRoles?.includes(role))
    .filter((one) => openDates(input).some((date) => isThere(input, one, date)))
    .map(
      ({ id }) =>
        works.filter(
          ({ employee, type, day }) => employee === id && parameters.types.includes(type) && day >= from && day <= to,
        ).length,
    );
  return counts.length === 0 ? 0 : weight * (Math.max(...counts) - Math.min(...counts));
};

const weeklyExcess = added(
  ({ input, rule: { parameters } }, { employee, type, day }) => {
    if (!parameters.types.includes(type)) return undefined;
    return `${parameters.per === 'employee' ? employee : ''} ${weekOf(input, day)}`;
  },
  ({ rule: { weight, parameters } }, size) => weight * Math.max(0, size - parameters.max),
);

const duplicatePerDay = added(
  ({ rule: { parameters } }, { type, product, day }) =>
    parameters.types.includes(type) && product !== undefined ? `${day} ${product}` : undefined,
  ({ rule: { weight } }, size) => weight * Math.max(0, size - 1),
);

const proximity: Penalty = ({ rule: { weight }, works }) => {
  const opened = works
    .filter(isRunWork)
    .filter((work) => !works.some((one) => !isRunWork(one) && one.employee === work.employee && one.day === work.day));
  return weight * new Set(opened.map(({ employee, day }) => `${employee} ${day}`)).size;
};

const balance: Penalty = ({ input, rule: { weight }, works }) => {
  const open = openDates(input);
  return sum([...new Set(open.map((date) => weekOf(input, date)))], (week) => {
    const counts = open
      .filter((date) => weekOf(input, date) === week)
      .map((date) => works.filter(({ day }) => day === date).length);
    return weight * (Math.max(...counts) - Math.min(...counts));
  });
};

const keep: Penalty = ({ input, rule: { weight }, works }) => {
  const moved = input.events
    .filter((event) => isOfRun(input, event) && postingOf(input, event) !== undefined)
    .filter((event) => {
      const { employee, day } = postingOf(input, event)!;
      return !works.some((work) => work.event === event.id && work.employee === employee && work.day === day);
    });
  return weight * moved.length;
};

const affinity = placed(({ input, rule: { weight } }, work) => {
  const scores = input.affinity.filter(({ event }) => event === work.event);
  const score = scores.find(({ employee }) => employee === work.employee)?.score ?? 0;
  return scores.length === 0 ? 0 : weight - Math.floor(score * weight);
});

const PENALTIES: Readonly<Record<string, Penalty>> = {
  place,
  urgency,
  'type-priority': typePriority,
  rotation,
  'role-misuse': roleMisuse,
  'follower-choice': followerChoice,
  'lead-block': leadBlock,
  'lead-daily': leadDaily,
  fairness,
  'weekly-excess': weeklyExcess,
  'duplicate-per-day': duplicatePerDay,
  proximity,
  balance,
  keep,
  affinity,
};

/** What a schedule costs by each soft rule that is on. */
export function penaltiesOf(input: Input, works: readonly Work[]): Record<string, number> {
  const soft = rulesOf(input).filter(({ template }) => template in PENALTIES);
  return Object.fromEntries(soft.map((rule) => [rule.id, PENALTIES[rule.template]!({ input, rule, works })]));
}
