import { z } from 'zod';
import { minuteOf } from '../../../src/domain/calendar.ts';
import { ABSENT } from '../../../src/domain/posting/poster.ts';
import type { Variable } from '../../../src/language/expression.ts';
import type { Closing } from '../closing.ts';
import type { Posting } from '../posting.ts';
import { type Assignment, admits, type Companion, type EventInfo, NONE, type Problem } from '../problem.ts';
import { inPriorityOrder, isOfRun } from '../schedule.ts';
import { dateOn, nameOf } from '../words.ts';
import { choice, isMeant, mentionsOf } from './choices.ts';
import { typeName } from './fields.ts';
import { validateLeaders } from './leaders.ts';
import { type Pair, pairsOf, pairWith } from './pairs.ts';
import type { Breach, Explanation, PlaceQuestion, Rule } from './rule.ts';

const parameters = z.strictObject({
  leader: typeName.describe('the event type that leads'),
  follower: typeName.describe('the event type that goes with it'),
  employee: z
    .union([z.literal('same'), z.array(choice).min(1)])
    .describe('who does the follower: the employee of the leader, or anybody whom the list means on that day'),
  time: z.iso.time({ precision: -1 }).describe('when followers begin').optional(),
  overlap: z.boolean().describe('whether followers may be at the same time as other work').default(false),
});

type Parameters = z.infer<typeof parameters>;

/**
 * A follower goes with its leader.
 *
 * *Means* of an open leader and an open follower with one pairing key, either both are placed, on one day, or neither
 * is; the follower's employee is the leader's, or one whom the list means that day. When one of the two is fixed, the
 * other goes to its day (and employee) or stays unplaced. A follower without leader stays unplaced.
 */
export const follower: Rule<Parameters> = {
  template: 'follower',
  hard: true,
  meaning: 'A follower is placed exactly when its leader is, on the same day, by the right person.',
  says: ({ leader, follower: type }) =>
    `${type} is placed exactly when its ${leader} is, on the same day, by the right person.`,
  parameters,
  needsCompany: true,
  mentions: (p) => ({
    types: [p.leader, p.follower],
    ...(p.employee === 'same' ? {} : mentionsOf(p.employee)),
  }),
  validate: (rule, context) => validateLeaders(rule, context),
  narrows({ parameters: p }, { time, overlaps }, problem) {
    const { has } = problem.typeSet([p.follower]);
    for (let type = 0; type < has.length; type++) {
      if (has[type] === 0) continue;
      if (p.time !== undefined) time[type] = minuteOf(p.time);
      if (p.overlap) overlaps[type] = 1;
    }
  },
  closes({ parameters: p }, closing) {
    for (const pair of pairsOf(closing.problem, p.leader, p.follower)) {
      for (const one of pair.followers) closeFollower(p, closing, { pair, one });
      if (pair.leader) closeLeader(p, closing, { pair, leader: pair.leader });
    }
  },
  post({ parameters: p }, posting) {
    for (const { leader, followers } of pairsOf(posting.problem, p.leader, p.follower)) {
      for (const one of leader ? followers : []) postPair(p, posting, { leader: leader!, one });
    }
  },
  check({ parameters: p }, { problem, schedule, breaks }) {
    const leads = problem.typeSet([p.leader]).has;
    const follows = problem.typeSet([p.follower]).has;
    const leaders = new Map<number, Assignment>();
    const exists = new Set<number>();
    for (const event of problem.open) if (leads[event.type] === 1) exists.add(event.pairing);
    for (const work of [...problem.distant, ...schedule.assignments]) {
      if (leads[work.type] === 1) leaders.set(work.pairing, work);
    }
    leaders.delete(NONE);
    exists.delete(NONE);
    for (const work of [...problem.distant, ...schedule.assignments]) {
      if (follows[work.type] === 0 || (work.pairing === NONE && !isOfRun(work))) continue;
      const breach = followerBreach(p, problem, {
        work,
        leader: leaders.get(work.pairing),
        exists: exists.has(work.pairing),
      });
      if (breach) breaks(breach);
    }
    for (const event of problem.open) {
      if (follows[event.type] === 0 || schedule.of(event.index).length > 0) continue;
      const leader = leaders.get(event.pairing);
      if (leader?.origin !== 'proposal') continue;
      breaks({
        text: `${leader.label} is placed and its follower ${event.label} is not.`,
        assignments: [leader],
        withdraw: [leader],
      });
    }
  },
  explain({ parameters: p }, question) {
    const { problem, item: event } = question;
    const type = problem.types[event.type]!.name;
    const isFollower = type === p.follower;
    if (type !== p.leader && !isFollower) return undefined;
    const pair = pairWith(problem, event, [p.leader, p.follower]);
    if (!pair) return undefined;
    return isFollower ? explainFollower(p, question, pair) : explainLeader(p, question, pair);
  },
};

interface At {
  readonly employee: number;
  readonly day: number;
}

/** Whether a follower's employee is the right one, given where the leader is. */
function isRightPerson(p: Parameters, problem: Problem, { work, leader }: { work: At; leader: At }): boolean {
  if (p.employee === 'same') return work.employee === leader.employee;
  return p.employee.some((entry) => isMeant(problem, entry, work));
}

function closeFollower(p: Parameters, closing: Closing, { pair, one }: { pair: Pair; one: EventInfo }): void {
  const { cells, problem } = closing;
  const { fixedLeader, leader } = pair;
  for (let cell = cells.start[one.index]!; cell < cells.start[one.index + 1]!; cell++) {
    const work = { employee: cells.employee[cell]!, day: cells.day[cell]! };
    const isOpen = fixedLeader
      ? fixedLeader.day === work.day && isRightPerson(p, problem, { work, leader: fixedLeader })
      : leader !== undefined &&
        isRightPerson(p, problem, { work, leader: work }) &&
        (p.employee === 'same'
          ? closing.find(leader.index, work.employee, work.day) !== NONE
          : closing.hasDay(leader.index, work.day));
    if (!isOpen) closing.close(cell);
  }
}

function closeLeader(p: Parameters, closing: Closing, { pair, leader }: { pair: Pair; leader: EventInfo }): void {
  const { cells } = closing;
  for (let cell = cells.start[leader.index]!; cell < cells.start[leader.index + 1]!; cell++) {
    const work = { employee: cells.employee[cell]!, day: cells.day[cell]! };
    const suitsFixed = pair.fixedFollowers.every(
      (fixed) => fixed.day === work.day && (p.employee !== 'same' || fixed.employee === work.employee),
    );
    const suitsOpen = pair.followers.every((one) =>
      p.employee === 'same'
        ? closing.find(one.index, work.employee, work.day) !== NONE
        : closing.hasDay(one.index, work.day),
    );
    if (!suitsFixed || !suitsOpen) closing.close(cell);
  }
}

/** Both are there on a day, or neither; with `same`, both with each employee. */
function postPair(p: Parameters, posting: Posting, { leader, one }: { leader: EventInfo; one: EventInfo }): void {
  const { cells, problem } = posting;
  const equal = (a: Variable, b: Variable): void => {
    if (a !== ABSENT || b !== ABSENT) {
      const both = [a, b].filter((literal) => literal !== ABSENT);
      const coeffs = both.map((_, i) => (i === 0 ? 1 : -1));
      posting.add({ kind: 'linear', vars: both, coeffs, domain: [0, 0] });
    }
  };
  const literal = (event: EventInfo, day: number): Variable => {
    const slot = cells.slotAt[event.index * problem.frame.days + day]!;
    return slot === NONE ? ABSENT : posting.onDay(slot);
  };
  for (let day = problem.frame.first; day <= problem.frame.last; day++) {
    if (p.employee !== 'same') equal(literal(leader, day), literal(one, day));
    else {
      for (const { index } of problem.employees) {
        equal(posting.cellOf(leader.index, index, day), posting.cellOf(one.index, index, day));
      }
    }
  }
}

function followerBreach(
  p: Parameters,
  problem: Problem,
  { work, leader, exists }: { work: Assignment; leader: Assignment | undefined; exists: boolean },
): Breach | undefined {
  const own = work.origin === 'proposal' ? [work] : [];
  if (!leader) {
    const isBreach = work.origin === 'proposal' || (work.origin === 'pin' && !exists);
    return isBreach
      ? { text: `${work.label} has no leader that is placed.`, assignments: [work], withdraw: own }
      : undefined;
  }
  if (!isOfRun(work) && !isOfRun(leader)) return undefined;
  const isTogether = work.day === leader.day && (p.employee !== 'same' || work.employee === leader.employee);
  if (!isTogether) {
    const withdraw = inPriorityOrder(problem, [leader, work]).filter(({ origin }) => origin === 'proposal');
    return {
      text: `${work.label} is not with its leader ${leader.label}.`,
      assignments: [leader, work],
      withdraw: own.length ? own : withdraw.slice(-1),
    };
  }
  if (!isOfRun(work) || isRightPerson(p, problem, { work, leader })) return undefined;
  const text = `${work.label} is with ${nameOf(problem, work.employee)}, who is not on the list for ${dateOn(problem, work.day)}.`;
  return { text, assignments: [work], withdraw: own };
}

function explainFollower(p: Parameters, question: PlaceQuestion, pair: Pair): Explanation | undefined {
  const { problem, schedule, candidate } = question;
  const leader = pair.fixedLeader ?? (pair.leader && schedule.of(pair.leader.index)[0]);
  if (!leader && !pair.leader) return explainNoLeader(p, question);
  if (!isRightPerson(p, problem, { work: candidate, leader: leader ?? candidate })) {
    const who = p.employee === 'same' ? `the employee of ${leader?.label}` : 'on the list for that day';
    return { text: `${nameOf(problem, candidate.employee)} is not ${who}.`, by: leader ? [leader] : [] };
  }
  if (leader) {
    if (leader.day === candidate.day) return undefined;
    return {
      text: `Its leader ${leader.label} is on ${dateOn(problem, leader.day)}.`,
      by: [leader],
      needs: `${leader.label} that day`,
    };
  }
  return {
    text: `Its leader ${pair.leader!.label} is not placed.`,
    missing: companions(p, question, pair.leader!),
    company: pair.leader!,
    needs: `${pair.leader!.label} that day`,
  };
}

/** A leader that is there, and that no run places, is called by its name. */
function explainNoLeader(p: Parameters, { problem, item: event }: PlaceQuestion): Explanation {
  const { has } = problem.typeSet([p.leader]);
  const idle = problem.events.find(
    ({ pairing, state, type }) =>
      state === 'inactive' && has[type] === 1 && pairing === event.pairing && pairing !== NONE,
  );
  if (!idle) return { text: `It follows a ${p.leader} event that is neither in the run nor posted.` };
  const text = `Its leader ${idle.label} is inactive: not active, or not open to automatic scheduling.`;
  return { text, needs: `${idle.label} active` };
}

function explainLeader(p: Parameters, question: PlaceQuestion, pair: Pair): Explanation | undefined {
  const { problem, schedule, candidate } = question;
  const apart = (work: Assignment): boolean =>
    work.day !== candidate.day || (p.employee === 'same' && work.employee !== candidate.employee);
  const fixed = pair.fixedFollowers.find(apart);
  const placed = fixed ?? pair.followers.flatMap(({ index }) => schedule.of(index)).find(apart);
  if (placed) {
    return {
      text: `Its follower ${placed.label} is on ${dateOn(problem, placed.day)} with ${nameOf(problem, placed.employee)}.`,
      by: [placed],
    };
  }
  const absent = pair.followers.find(({ index }) => schedule.of(index).length === 0);
  if (!absent) return undefined;
  return {
    text: `Its follower ${absent.label} would have to be placed that day too.`,
    missing: companions(p, question, absent),
    company: absent,
    needs: `${absent.label} that day`,
  };
}

/** Where the other one could be. */
function companions(p: Parameters, { problem, candidate }: PlaceQuestion, event: EventInfo): Companion[] {
  const { day } = candidate;
  const people = p.employee === 'same' ? [candidate.employee] : problem.employees.map(({ index }) => index);
  return people
    .filter((employee) => admits(problem, event, employee, day))
    .map((employee) => ({ item: event, employee, day }));
}
