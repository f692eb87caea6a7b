import type { Input, InputDraft } from '../../../models/sessions/input.ts';

/** One session by its names, with its minutes of the day spelled out. */
export interface Sitting {
  readonly student: string;
  readonly provider: string;
  readonly day: string;
  readonly minutes: readonly number[];
  readonly start: number;
  /** Whether the run answers for it. */
  readonly isNew: boolean;
  /** Whether it is one of the sessions that the student is to have. */
  readonly counts: boolean;
}

export type Solution = NonNullable<InputDraft['previous']>;

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

export const minute = (time: string): number => 60 * Number(time.split(':')[0]) + Number(time.split(':')[1]);

export const minutesBetween = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

/** How many days a weekday is after a Monday. */
export const dayOfWeek = (day: string): number => WEEK.indexOf(day);

export const isOn = (entry: { readonly day: string | readonly string[] }, day: string): boolean =>
  typeof entry.day === 'string' ? entry.day === day : entry.day.includes(day);

export const shares = (a: readonly number[], b: readonly number[]): boolean => a.some((one) => b.includes(one));

/** Whether some minutes touch a stretch that is on a day. */
export function touches(
  { day, minutes }: Pick<Sitting, 'day' | 'minutes'>,
  entry: { readonly day: string | readonly string[]; readonly from: string; readonly to: string },
): boolean {
  return isOn(entry, day) && shares(minutes, minutesBetween(minute(entry.from), minute(entry.to)));
}

/** Posted sessions that stay, pins, and what a solution adds. */
export function sittingsOf(input: Input, { sessions }: Solution): Sitting[] {
  const student = (id: string) => input.students.find((one) => one.id === id)!;
  const posted = input.posted
    .filter(({ movable, provider, student: id }) => !(movable && student(id).providers.includes(provider)))
    .map((one) => {
      const start = minute(one.start);
      return {
        student: one.student,
        provider: one.deliveredBy ?? one.provider,
        day: one.day,
        start,
        minutes: minutesBetween(start, start + (one.minutes ?? student(one.student).minutes)),
        isNew: false,
        counts: student(one.student).providers.includes(one.provider),
      };
    });
  const added = [...input.pins, ...sessions].map((one) => {
    const start = minute(one.start);
    const minutes = minutesBetween(start, start + student(one.student).minutes);
    return { ...one, start, minutes, isNew: true, counts: true };
  });
  return [...posted, ...added];
}

/** The starts of the grid, in minutes. */
export function gridOf({ grid }: Input): number[] {
  const [from, to] = [minute(grid.from), minute(grid.to)];
  return minutesBetween(from, to).filter((one) => (one - from) % grid.startsEvery === 0);
}

/** How many of some sittings run at a minute. */
export const atOnce = (sittings: readonly Sitting[], at: number): Sitting[] =>
  sittings.filter(({ minutes }) => minutes.includes(at));

/** Minutes in a row that some sittings take on one day, as first and last minute. */
export function runsOf(sittings: readonly Sitting[]): [number, number][] {
  const taken = [...new Set(sittings.flatMap(({ minutes }) => minutes))].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const one of taken) {
    const last = runs.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else runs.push([one, one]);
  }
  return runs;
}
