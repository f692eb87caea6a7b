import { dayNumber, todayIn, weekOf } from '../../src/domain/calendar.ts';
import type { Advisory } from '../../src/domain/validation/advisory.ts';
import type { Assignment, EventInfo, Problem } from './problem.ts';
import type { ProfileName } from './profiles/names.ts';
import { ofTypes, type Schedule } from './schedule.ts';
import type { Staff } from './staff.ts';
import { dateOn, nameOf } from './words.ts';

/** *Means* nobody works on more than `max` days of a week. */
function workDays(max: number): Advisory<Staff> {
  return {
    id: 'work-days',
    severity: 'warning',
    check(problem, schedule, tell) {
      for (const work of schedule.weeks()) {
        const days = new Set(work.map(({ day }) => day)).size;
        if (days <= max || !work.some((one) => isNear(problem, one))) continue;
        const { employee, day } = work[0]!;
        const week = dateOn(problem, 7 * weekOf(day));
        tell({
          work,
          text: `${nameOf(problem, employee)} works on ${days} days of the week of ${week}; ${max} are enough.`,
        });
      }
    },
  };
}

/** *Means* on a day with work of a type, somebody with one of the roles has it at the first (or last) arrival. */
function leadAt(end: 'opening' | 'closing', type: string, roles: readonly string[]): Advisory<Staff> {
  return {
    id: `${end}-lead`,
    severity: 'warning',
    check(problem, schedule, tell) {
      const arrivals = problem.blocks.map(({ arrive }) => arrive);
      const at = end === 'opening' ? Math.min(...arrivals) : Math.max(...arrivals);
      const blocks = new Set(problem.blocks.filter(({ arrive }) => arrive === at).map(({ number }) => number));
      eachDay(problem, schedule, type, (work, day) => {
        const there = work.filter(({ block }) => blocks.has(block));
        if (there.some(({ employee }) => roles.includes(problem.employees[employee]!.role))) return;
        const when = [dateOn(problem, day)];
        const text = `Nobody with the role ${roles.join(' or ')} is there at the ${end} on ${when[0]}.`;
        tell({ text, work: there.length > 0 ? there : work, when });
      });
    },
  };
}

/** *Means* the work of a type on a day begins at as many different times as it could. */
function spread(type: string): Advisory<Staff> {
  return {
    id: 'spread',
    severity: 'info',
    check(problem, schedule, tell) {
      const arrivals = new Map(problem.blocks.map(({ number, arrive }) => [number, arrive]));
      const most = new Set(arrivals.values()).size;
      eachDay(problem, schedule, type, (work, day) => {
        const used = new Set(work.map(({ block }) => arrivals.get(block))).size;
        if (used >= Math.min(most, work.length)) return;
        tell({
          text: `${work.length} events of ${dateOn(problem, day)} begin at ${used} times; ${Math.min(most, work.length)} are possible.`,
          work,
        });
      });
    },
  };
}

/** *Means* no open event without a place has its last valid day today or tomorrow. */
const dueTomorrow: Advisory<Staff> = {
  id: 'due-tomorrow',
  severity: 'warning',
  check(problem, schedule, tell) {
    const { frame, input, open } = problem;
    const today = dayNumber(input.today ?? todayIn(input.timeZone)) - frame.origin;
    for (const event of open) {
      const last = event.due - 1;
      if (last < today || last > today + 1 || schedule.of(event.index).length > 0) continue;
      const when = dateOn(problem, last);
      tell({
        text: `${event.label} has no place, and ${when} is its last day.`,
        work: [],
        unplaced: [event],
        when: [when],
      });
    }
  },
};

/** *Means* the work of a rotation is with the one who has it on the day, or with the backup. */
function rotationMatch(kind: string, types: readonly string[]): Advisory<Staff> {
  return {
    id: `rotation-${kind}`,
    severity: 'info',
    check(problem, schedule, tell) {
      const duty = problem.rotations.get(kind);
      if (duty === undefined) return;
      for (const work of ofTypes(problem.typeSet(types), [...schedule.assignments])) {
        const [primary, backup] = [duty.primary[work.day]!, duty.backup[work.day]!];
        if (primary < 0 || work.employee === primary || work.employee === backup || !isNear(problem, work)) continue;
        const who = `${nameOf(problem, primary)} is the ${kind} of ${dateOn(problem, work.day)}`;
        tell({ text: `${who}, and ${nameOf(problem, work.employee)} has ${work.label}.`, work: [work] });
      }
    },
  };
}

/** *Means* where a leader is in place, its follower is too. */
function followed(leader: string, follower: string): Advisory<Staff> {
  return {
    id: `${follower}-missing`,
    severity: 'warning',
    check(problem, schedule, tell) {
      const leaders = new Map<number, Assignment>();
      for (const work of ofTypes(problem.typeSet([leader]), [...schedule.assignments])) leaders.set(work.pairing, work);
      const { has } = problem.typeSet([follower]);
      const isAlone = ({ index, pairing, type }: EventInfo): boolean =>
        has[type] === 1 && pairing >= 0 && leaders.has(pairing) && schedule.of(index).length === 0;
      for (const event of problem.open.filter(isAlone)) {
        const work = leaders.get(event.pairing)!;
        tell({
          text: `${work.label} is in place, and its follower ${event.label} is not.`,
          work: [work],
          unplaced: [event],
        });
      }
    },
  };
}

/** The work of a type on each day of the horizon that has some. */
function eachDay(
  problem: Problem,
  schedule: Schedule,
  type: string,
  visit: (work: readonly Assignment[], day: number) => void,
): void {
  const types = problem.typeSet([type]);
  for (let day = problem.frame.first; day <= problem.frame.last; day++) {
    const work = ofTypes(types, schedule.on(day)).filter(({ block }) => block >= 0);
    if (work.length > 0) visit(work, day);
  }
}

function isNear({ frame }: Problem, { day }: Assignment): boolean {
  return day >= frame.first && day <= frame.last;
}

const LEADS = ['lead', 'club-supervisor'];

/** What each profile tells of work in place, beside the rules that it breaks. */
export const ADVISORIES: Readonly<Record<ProfileName, readonly Advisory<Staff>[]>> = {
  plain: [dueTomorrow],
  retail: [
    workDays(6),
    leadAt('opening', 'core', LEADS),
    leadAt('closing', 'core', LEADS),
    dueTomorrow,
    followed('core', 'supervisor'),
    followed('juicer-production', 'juicer-survey'),
    spread('core'),
    rotationMatch('juicer', ['juicer', 'juicer-production']),
    rotationMatch('primary-lead', ['core']),
  ],
};
