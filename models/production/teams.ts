import { WEEKDAYS } from '../../src/domain/calendar.ts';
import type { Crew, OperatorInfo, Team } from './problem.ts';

/** More crews of one phase than this are too many for a model. */
export const MOST_CREWS = 200;

/** What a phase asks of operators. */
export interface Ask {
  readonly count: number;
  readonly effort: number;
  readonly skills: readonly string[];
}

/** Whether an operator alone has what a phase asks of one. */
export function suits({ capacity, skills }: Pick<OperatorInfo, 'capacity' | 'skills'>, ask: Ask): boolean {
  return capacity >= ask.effort && ask.skills.every((skill) => skills.has(skill));
}

/** An operator of whom the teams are not known yet. */
export type Untold = Omit<OperatorInfo, 'team' | 'sharesItself'>;

/** Whether phases that ask for these may have an operator two at a time. */
export function sharesItself(operator: Pick<Untold, 'capacity' | 'skills'>, asks: readonly Ask[]): boolean {
  return asks.some((ask) => 2 * ask.effort <= operator.capacity && suits(operator, ask));
}

/**
 * Puts operators into teams, by what the phases of a problem ask of them.
 *
 * *Means* whoever `isAlone` is a team alone: named by fixed work, or free while work pauses, where naming one after the other
 * cannot always be continued.
 */
export function teamsOf(
  operators: readonly Untold[],
  asks: readonly Ask[],
  isAlone: (operator: Untold) => boolean,
): Team[] {
  const groups = Map.groupBy(operators, (operator) => {
    const suited = asks.filter((ask) => suits(operator, ask));
    if (sharesItself(operator, asks) || isAlone(operator)) return [-1, operator.index].join(' ');
    const which = asks.flatMap((ask, i) => (suited.includes(ask) ? [i] : []));
    return [operator.calendar.index, operator.costPerHour, ...which].join(' ');
  });
  return [...groups.values()].map((members, index) => ({
    index,
    operators: members.map((operator) => operator.index),
    calendar: members[0]!.calendar,
    // Of several, each does one thing at a time, however much of a person there is.
    capacity: members.length > 1 ? members.length : members[0]!.capacity,
    costPerHour: members[0]!.costPerHour,
  }));
}

/** What a phase takes of a team for each of its operators. */
export function demandOn({ operators }: Team, effort: number): number {
  return operators.length > 1 ? 1 : effort;
}

/** Every way to take this many operators from the teams that suit a phase. */
export function crewsOf(operators: readonly Untold[], teams: readonly Team[], ask: Ask): Crew[] {
  const suited = teams.filter((team) => suits(operators[team.operators[0]!]!, ask));
  const crews: Crew[] = [];
  const choose = (at: number, left: number, crew: Crew): void => {
    if (left === 0) crews.push(crew);
    if (left === 0 || at === suited.length || crews.length > MOST_CREWS) return;
    const team = suited[at]!;
    for (let count = Math.min(left, team.operators.length); count >= 0; count--) {
      choose(at + 1, left - count, count === 0 ? crew : [...crew, { team: team.index, count }]);
    }
  };
  choose(0, ask.count, []);
  return crews;
}

/** Positions of weekdays, for shifts that name one or several. */
export function weekdaysOf(day: (typeof WEEKDAYS)[number] | readonly (typeof WEEKDAYS)[number][]): number[] {
  return [...new Set(typeof day === 'string' ? [day] : day)].map((one) => WEEKDAYS.indexOf(one));
}
