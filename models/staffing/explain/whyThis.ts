import { check } from '../../../src/domain/review.ts';
import { type Assignment, admits, assignmentOf, type EventInfo, NONE, type Problem } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Staffing } from '../staff.ts';
import { placesOf } from './attempt.ts';

/** What one soft rule has to do with an assignment. */
export interface SharePart {
  readonly rule: string;
  /** What the assignment costs by the rule. */
  readonly amount: number;
  readonly text: string;
}

/** Another place for the event, with everything else as it is. */
export interface Alternative {
  readonly employee: string;
  readonly day: string;
  readonly block?: number;
  /** Of the whole penalty. */
  readonly change: number;
  /** By rule, where it is not 0. */
  readonly changes: Readonly<Record<string, number>>;
}

/** Why an event is where it is. */
export interface WhyThis {
  readonly event: string;
  readonly employee: string;
  readonly day: string;
  readonly isOnlyQualified: boolean;
  readonly isOnlyDay: boolean;
  readonly shares: readonly SharePart[];
  /** The legal ones, cheapest first. */
  readonly alternatives: readonly Alternative[];
}

/** At most this many alternatives are listed. */
const MOST_ALTERNATIVES = 20;

/**
 * Why a placed event is where it is: who else could do it and when, its share of each soft rule, and its alternatives.
 *
 * *Limits* one check of the schedule for each alternative; made for one event at a time, when somebody asks.
 * *Errors* none: undefined for an event that is not placed.
 */
export function whyThis(staffing: Staffing, schedule: Schedule, event: EventInfo): WhyThis | undefined {
  const { problem } = staffing;
  const placed = schedule.of(event.index)[0];
  if (!placed) return undefined;
  const others = new Schedule(
    problem,
    [...schedule.assignments].filter((work) => work !== placed),
  );
  return {
    event: event.id,
    employee: problem.employees[placed.employee]!.id,
    day: problem.frame.dates[placed.day]!,
    isOnlyQualified: qualifiedFor(problem, event) === 1,
    isOnlyDay: new Set(placesOf(problem, event).map(({ day }) => day)).size === 1,
    shares: sharesOf(staffing, { schedule, others }, placed),
    alternatives: alternativesTo(staffing, others, placed),
  };
}

function qualifiedFor({ domains, employees }: Problem, { type }: EventInfo): number {
  return employees.filter(({ index }) => domains.eligible[type * employees.length + index] === 1).length;
}

function sharesOf(
  staffing: Staffing,
  { schedule, others }: { readonly schedule: Schedule; readonly others: Schedule },
  placed: Assignment,
): SharePart[] {
  const { problem, rules } = staffing;
  const { shares } = check(staffing, schedule);
  const event = problem.events[placed.event]!;
  return rules.flatMap((active) => {
    if (active.rule.hard) return [];
    const amount = shares
      .filter((share) => share.rule === active.id && share.of === placed)
      .reduce((sum, share) => sum + share.amount, 0);
    const said = active.rule.explain(active, { problem, schedule: others, candidate: placed, item: event });
    return said || amount > 0 ? [{ rule: active.id, amount, text: said?.text ?? active.rule.meaning }] : [];
  });
}

function alternativesTo(staffing: Staffing, others: Schedule, placed: Assignment): Alternative[] {
  const { problem } = staffing;
  const event = problem.events[placed.event]!;
  if (event.state !== 'open') return [];
  others.add(placed);
  const now = check(staffing, others);
  others.remove(placed);
  const found: Alternative[] = [];
  for (const { employee, day } of placesOf(problem, event)) {
    if (employee === placed.employee && day === placed.day) continue;
    const candidate = legalBlock(staffing, others, { event, employee, day, preferred: placed.block });
    if (!candidate) continue;
    others.add(candidate);
    const then = check(staffing, others);
    others.remove(candidate);
    if (then.breaches.length > now.breaches.length) continue;
    const changes = [...then.penalties].map(([rule, amount]) => [rule, amount - now.penalties.get(rule)!] as const);
    found.push({
      employee: problem.employees[employee]!.id,
      day: problem.frame.dates[day]!,
      ...(candidate.block === NONE ? {} : { block: candidate.block }),
      change: then.penalty - now.penalty,
      changes: Object.fromEntries(changes.filter(([, change]) => change !== 0)),
    });
  }
  return found.sort((a, b) => a.change - b.change).slice(0, MOST_ALTERNATIVES);
}

/** The event at a place in the block that it has, or else the first that nothing speaks against. */
function legalBlock(
  { problem, rules }: Staffing,
  schedule: Schedule,
  place: { event: EventInfo; employee: number; day: number; preferred: number },
): Assignment | undefined {
  const { event, employee, day, preferred } = place;
  if (!admits(problem, event, employee, day)) return undefined;
  const blocks = problem.types[event.type]!.blocks
    ? [preferred, ...problem.blocks.map(({ number }) => number).filter((number) => number !== preferred)]
    : [NONE];
  return blocks
    .map((block) => assignmentOf(event, { employee, day, block }, 'proposal'))
    .find((candidate) =>
      rules.every(
        (active) => !active.rule.hard || !active.rule.explain(active, { problem, schedule, candidate, item: event }),
      ),
    );
}
