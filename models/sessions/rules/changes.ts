import { ABSENT } from '../../../src/domain/posting/poster.ts';
import { type Expression, type Literal, not } from '../../../src/language/expression.ts';
import type { Posting } from '../posting/posting.ts';
import { type Earlier, isSamePlace, NONE, type Problem, type Session, type StudentInfo } from '../problem.ts';
import type { Schedule } from '../schedule.ts';

/** What is different for one student. */
export interface Changes {
  readonly student: StudentInfo;
  /** Sessions of the earlier schedule that are not there any more. */
  readonly lost: readonly Earlier[];
  /** Sessions that the run puts where none was. */
  readonly gained: readonly Session[];
  /** A session that has moved is lost and gained, and one change. */
  readonly count: number;
}

/** Where a student was: in the earlier schedule or, without one, as far as it is posted and may move. */
export function placesBefore({ earlier, providers }: Problem, { index, old }: StudentInfo): readonly Earlier[] {
  if (earlier) return earlier.get(index) ?? [];
  return old.map((place) => ({ ...place, who: providers[place.provider]!.id }));
}

/**
 * The students whose sessions are not where they were. A pin that the earlier schedule does not mention is not a change;
 * without an earlier schedule, nothing is that is placed besides.
 */
export function changesIn(problem: Problem, schedule: Schedule): Changes[] {
  return problem.students.flatMap((student) => {
    const before = placesBefore(problem, student);
    const now = schedule.ofStudent(student.index);
    const lost = before.filter((place) => !now.some((one) => isSamePlace(one, place)));
    const isNew = (one: Session): boolean =>
      one.origin === 'proposal' && !before.some((place) => isSamePlace(place, one));
    const added = now.filter(isNew);
    const gained = problem.earlier ? added : added.slice(0, lost.length);
    const count = Math.max(lost.length, gained.length);
    return count === 0 ? [] : [{ student, lost, gained, count }];
  });
}

/** The ids of the providers who lose or, beside an earlier schedule, gain a session. */
export function affectedBy({ earlier, providers }: Problem, changes: readonly Changes[]): Set<string> {
  return new Set(
    changes.flatMap(({ lost, gained }) => [
      ...lost.map(({ who }) => who),
      ...(earlier ? gained.map(({ provider }) => providers[provider]!.id) : []),
    ]),
  );
}

/** The number of changes as an expression that is as large at least, and can be as small. */
export function postChanges(posting: Posting): Expression {
  const { earlier, students } = posting.problem;
  if (!earlier) return lostOf(posting);
  const all = { vars: [] as number[], coeffs: [] as number[], offset: 0 };
  for (const student of students) {
    const { kept, lost } = keptOf(posting, student);
    const placed = posting.hasCells(student) ? posting.placed(student) : { vars: [], coeffs: [], offset: 0 };
    const minusKept = { vars: kept, coeffs: kept.map(() => -1) };
    if (lost >= student.open) {
      all.vars.push(...minusKept.vars);
      all.coeffs.push(...minusKept.coeffs);
      all.offset += lost;
      continue;
    }
    const gained = {
      vars: [...placed.vars, ...minusKept.vars],
      coeffs: [...placed.coeffs, ...minusKept.coeffs],
      offset: placed.offset,
    };
    if (lost === 0) {
      all.vars.push(...gained.vars);
      all.coeffs.push(...gained.coeffs);
      all.offset += gained.offset;
      continue;
    }
    const changes = posting.integer(0, student.open);
    for (const { vars, coeffs, offset } of [{ ...minusKept, offset: lost }, gained]) {
      const domain = [-Infinity, -offset];
      posting.add({ kind: 'linear', vars: [...vars, changes], coeffs: [...coeffs, -1], domain });
    }
    all.vars.push(changes);
    all.coeffs.push(1);
  }
  return all;
}

/**
 * How many sessions are not where the earlier schedule or, without one, movable posted work has them, in terms of the
 * model as it is; undefined where there is nothing that could change.
 */
export function lostIn(posting: Posting): Expression | undefined {
  const lost = lostOf(posting);
  return lost.vars.length === 0 ? undefined : lost;
}

function lostOf(posting: Posting): Expression {
  const own = posting.problem.students.map((student) => keptOf(posting, student));
  const vars = own.flatMap(({ kept }) => kept);
  return { vars, coeffs: vars.map(() => -1), offset: own.reduce((sum, { lost }) => sum + lost, 0) };
}

/** The affected providers, as literals that are true at least for those, and how many are in any case. */
export function postAffected(posting: Posting): { readonly literals: readonly Literal[]; readonly always: number } {
  const { earlier, grid, providers, students } = posting.problem;
  const kept = new Set<Literal>();
  const known = new Set<string>();
  for (const student of students) {
    const own = keptOf(posting, student);
    for (const literal of own.kept) kept.add(literal);
    for (const { who } of own.gone) known.add(who);
  }
  const literals: Literal[] = [];
  for (const { index } of providers.filter((one) => !known.has(one.id))) {
    const stay: Literal[] = [];
    for (let day = 0; day < grid.days.length; day++) {
      posting.dayOf(index, day).eachCell((cell) => {
        const literal = posting.cell(cell);
        if (kept.has(literal)) stay.push(literal);
        else if (earlier) stay.push(not(literal));
      });
    }
    if (stay.length === 0) continue;
    const affected = posting.boolean();
    posting.add({ kind: 'boolAnd', literals: stay, enforce: [not(affected)] });
    literals.push(affected);
  }
  return { literals, always: known.size };
}

/** The cells where a student was, how many sessions are lost unless these are taken, and which are lost in any case. */
function keptOf(posting: Posting, student: StudentInfo) {
  const before = placesBefore(posting.problem, student);
  const fixed = posting.fixed.ofStudent(student.index);
  const loose = before.filter((place) => !fixed.some((one) => isSamePlace(one, place)));
  const cells = loose.map((place) => (place.provider === NONE ? ABSENT : posting.cellOf(place)));
  return {
    kept: cells.filter((cell) => cell !== ABSENT),
    lost: loose.length,
    gone: loose.filter((_, i) => cells[i] === ABSENT),
  };
}
