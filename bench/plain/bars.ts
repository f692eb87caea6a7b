import type { Way } from '../ways.ts';

/** One way to solve a model, and how it did. */
export interface Row extends Way {
  readonly model: string;
}

/** The race may be so much worse than the best of its members on one model. */
const WORSE = 0.01;
/** The race may take this many times as long as a member to a proof, and as the plain program to a first schedule. */
const LATE = 1.5;

/** Where the race was worse than the best of its members or than somebody else, or later with a proof or a first schedule. */
export function missedBars(rows: readonly Row[], budgetsS: readonly number[]): string[] {
  const missed: string[] = [];
  const race = rows.find(({ by }) => by === 'race')!;
  budgetsS.forEach((seconds, i) => {
    const ours = race.values[i] ?? Number.POSITIVE_INFINITY;
    for (const { by, values } of rows) {
      const theirs = values[i];
      if (by === 'race' || theirs === undefined) continue;
      const most = by === 'plain' || by === 'native' ? theirs : theirs + WORSE * Math.abs(theirs);
      if (ours > most) missed.push(`${race.model}: ${ours} at budget ${seconds} s; ${by} has ${theirs}`);
    }
  });
  return [...missed, ...lateProofs(race, rows), ...lateFirsts(race, rows)];
}

/** Where a member, or native OR-Tools, has proved the optimum and the race has not, or took too long for it. */
function lateProofs(race: Row, rows: readonly Row[]): string[] {
  const ours = race.provedMs ?? Number.POSITIVE_INFINITY;
  return rows.flatMap(({ by, provedMs }) => {
    const times = by === 'native' ? 1 : LATE;
    if (by === 'race' || provedMs === undefined || ours <= times * provedMs) return [];
    if (race.provedMs === undefined) return [`${race.model}: not proved; ${by} needs ${Math.round(provedMs)} ms`];
    return [`${race.model}: proved in ${Math.round(ours)} ms; ${by} needs ${Math.round(provedMs)}`];
  });
}

/** Where the plain program has a first schedule much sooner. */
function lateFirsts(race: Row, rows: readonly Row[]): string[] {
  const plain = rows.find(({ by }) => by === 'plain')?.firstMs;
  const ours = race.firstMs ?? Number.POSITIVE_INFINITY;
  if (plain === undefined || ours <= LATE * plain) return [];
  return [
    `${race.model}: first schedule after ${Math.round(ours)} ms; the plain program has one after ${Math.round(plain)}`,
  ];
}
