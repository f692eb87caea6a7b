import type { Session, Stretch } from '../problem.ts';
import { byTime } from '../schedule.ts';

/** Sessions of one student and day that follow one another without a break. */
export interface Stretches extends Stretch {
  readonly sessions: readonly Session[];
}

/** The sessions of a student's day as stretches without a break, in the order of their times. */
export function stretchesOf(sessions: readonly Session[]): Stretches[] {
  const found: { from: number; to: number; sessions: Session[] }[] = [];
  for (const session of byTime(sessions)) {
    const last = found.at(-1);
    const end = session.start + session.minutes;
    if (last && session.start <= last.to) {
      last.sessions.push(session);
      last.to = Math.max(last.to, end);
    } else found.push({ from: session.start, to: end, sessions: [session] });
  }
  return found;
}
