import type { Companion, EventInfo } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import type { Staffing } from '../staff.ts';
import { attempt, textOf } from './attempt.ts';

/** What there is to say about an event with one employee on one day. */
export interface Verdict {
  readonly employee: string;
  readonly day: string;
  /**
   * `chosen`: it is there. `free`: it could be. `crowded-out`: it could be but for other events of the run.
   * `impossible`: it could not be in any schedule.
   */
  readonly verdict: 'chosen' | 'free' | 'crowded-out' | 'impossible';
  /** The rule that forbids it, at the root: where company is lacking, what keeps the company away. */
  readonly rule?: string;
  readonly text?: string;
  /** What the other rules that forbid it say. */
  readonly also?: readonly string[];
  /** The work in the way. */
  readonly by?: readonly string[];
  /** What it would take. */
  readonly needs?: string;
}

/**
 * The whole table of an event: every employee on every day of the horizon, with every rule that forbids it.
 *
 * *Shapes* by day, then employee, in the order of ids. *Limits* made for one event at a time, when somebody asks.
 */
export function whyNot(staffing: Staffing, schedule: Schedule, event: EventInfo): Verdict[] {
  const { problem } = staffing;
  const others = new Schedule(
    problem,
    [...schedule.assignments].filter((work) => work.event !== event.index),
  );
  const alone = new Schedule(
    problem,
    problem.fixed.filter((work) => work.event !== event.index),
  );
  const chosen = schedule.of(event.index)[0];
  const table: Verdict[] = [];
  for (let day = problem.frame.first; day <= problem.frame.last; day++) {
    for (const { index: employee, id } of problem.employees) {
      const at = { employee: id, day: problem.frame.dates[day]! };
      if (chosen?.employee === employee && chosen.day === day) table.push({ ...at, verdict: 'chosen' });
      else table.push({ ...at, ...verdictOf(staffing, { others, alone }, { event, employee, day }) });
    }
  }
  return table;
}

function verdictOf(
  staffing: Staffing,
  { alone, others }: { readonly alone: Schedule; readonly others: Schedule },
  place: Companion,
): Omit<Verdict, 'employee' | 'day'> {
  if (place.event.state === 'inactive') return { verdict: 'impossible', text: `${place.event.id} is not active.` };
  const impossible = attempt(staffing, alone, place);
  const obstacle = impossible ?? attempt(staffing, others, place);
  if (!obstacle) return { verdict: 'free' };
  const by = [...new Set((obstacle.by ?? []).map(({ id }) => id))].sort();
  return {
    verdict: impossible ? 'impossible' : 'crowded-out',
    rule: obstacle.rule,
    text: obstacle.via ? textOf(obstacle) : obstacle.text,
    ...(obstacle.obstacles.length > 1 ? { also: obstacle.obstacles.slice(1).map(textOf) } : {}),
    ...(by.length ? { by } : {}),
    ...(obstacle.needs === undefined ? {} : { needs: obstacle.needs }),
  };
}
