import { remembered } from '../../src/domain/remembered.ts';
import type { Sessions } from './caseload.ts';
import { NONE, type Session } from './problem.ts';
import { Schedule } from './schedule.ts';

/** The rules that say that somebody is away. */
const AWAY: ReadonlySet<string> = new Set(['works', 'blocked']);

/**
 * Which fixed sessions are those of people who are away: whose provider is not at work there then, or for whom the time
 * is blocked. A frozen day stays as it is, and another service's sessions are nobody's here.
 */
export const isOfAbsent = remembered(({ problem, rules }: Sessions): ((session: Session) => boolean) => {
  const away = rules.filter(({ rule }) => AWAY.has(rule.template));
  const schedule = new Schedule(problem, []);
  return (session) => {
    const item = problem.items[session.item];
    if (session.item === NONE || !item || problem.frozen[session.day] === 1 || session.provider === NONE) return false;
    const question = { problem, schedule, candidate: session, item };
    return away.some((active) => active.rule.explain(active, question) !== undefined);
  };
});
