import { NONE, type Problem, type Session } from './problem.ts';

const NOTHING: readonly Session[] = [];

/**
 * Sessions at their places, grouped once by student and day and by provider and day; every check shares it.
 *
 * *Limits* building is linear in the sessions; adding and removing one is as long as its groups.
 */
export class Schedule {
  readonly problem: Problem;
  readonly #all = new Set<Session>();
  readonly #students: (Session[] | undefined)[] = [];
  readonly #providers: (Session[] | undefined)[] = [];
  readonly #items: (Session[] | undefined)[] = [];

  constructor(problem: Problem, sessions: Iterable<Session>) {
    this.problem = problem;
    for (const session of sessions) this.add(session);
  }

  get assignments(): Iterable<Session> {
    return this.#all;
  }

  get size(): number {
    return this.#all.size;
  }

  /** Where an item is; more than one place only in a schedule that breaks the rules. */
  of(item: number): readonly Session[] {
    return this.#items[item] ?? NOTHING;
  }

  /** What a student has on a day. */
  at(student: number, day: number): readonly Session[] {
    return this.#students[student * this.problem.grid.days.length + day] ?? NOTHING;
  }

  /** What a student has in the week. */
  ofStudent(student: number): Session[] {
    return this.problem.grid.days.flatMap((_, day) => this.at(student, day));
  }

  /** What a provider has on a day. */
  with(provider: number, day: number): readonly Session[] {
    return this.#providers[provider * this.problem.grid.days.length + day] ?? NOTHING;
  }

  /** Every group of one student and one day. */
  studentDays(): Iterable<readonly Session[]> {
    return filled(this.#students);
  }

  /** Every group of one provider and one day. */
  providerDays(): Iterable<readonly Session[]> {
    return filled(this.#providers);
  }

  add(session: Session): void {
    this.#all.add(session);
    for (const [groups, index] of this.#groupsOf(session)) {
      const group = groups[index];
      if (group) group.push(session);
      else groups[index] = [session];
    }
  }

  remove(session: Session): void {
    if (!this.#all.delete(session)) return;
    for (const [groups, index] of this.#groupsOf(session)) {
      const group = groups[index]!;
      group.splice(group.indexOf(session), 1);
    }
  }

  #groupsOf({ student, provider, day, item }: Session): [(Session[] | undefined)[], number][] {
    const days = this.problem.grid.days.length;
    const groups: [(Session[] | undefined)[], number][] = [
      [this.#students, student * days + day],
      [this.#providers, provider * days + day],
    ];
    if (item !== NONE) groups.push([this.#items, item]);
    return groups;
  }
}

function* filled(groups: readonly (Session[] | undefined)[]): Generator<readonly Session[]> {
  for (const group of groups) if (group !== undefined && group.length > 0) yield group;
}

/** Whether a run is answerable for a session: it is not published yet. */
export function isOfRun({ origin }: Session): boolean {
  return origin !== 'posted';
}

/** Sessions in the order of priority; posted ones first, pins before proposals. */
export function inPriorityOrder({ rank }: Problem, sessions: readonly Session[]): Session[] {
  const standing = ({ origin, item }: Session): number =>
    origin === 'posted' ? -2 : origin === 'pin' ? -1 : rank[item]!;
  return [...sessions].sort(
    (a, b) =>
      standing(a) - standing(b) ||
      a.student - b.student ||
      a.day - b.day ||
      a.start - b.start ||
      a.provider - b.provider,
  );
}

/** The proposals among the last `excess` of some sessions in the order of priority. */
export function lastOf(problem: Problem, sessions: readonly Session[], excess: number): Session[] {
  return inPriorityOrder(problem, sessions)
    .filter(({ origin }) => origin === 'proposal')
    .slice(-excess);
}

/** Sessions in the order of their times. */
export function byTime(sessions: readonly Session[]): Session[] {
  return [...sessions].sort((a, b) => a.day - b.day || a.start - b.start || a.provider - b.provider);
}

/** Calls back with the sessions that are at once, for each moment of a day at which one of them begins. */
export function eachMoment(
  sessions: readonly Session[],
  visit: (atOnce: readonly Session[], moment: number) => void,
): void {
  let running: Session[] = [];
  const inOrder = byTime(sessions);
  inOrder.forEach((session, i) => {
    running = running.filter(({ start, minutes }) => start + minutes > session.start);
    running.push(session);
    if (inOrder[i + 1]?.start !== session.start) visit(running, session.start);
  });
}
