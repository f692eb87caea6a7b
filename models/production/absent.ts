import { remembered } from '../../src/domain/remembered.ts';
import { type Run, startOf } from './problem.ts';
import { Schedule } from './schedule.ts';
import type { Production } from './world.ts';

/**
 * Which fixed operations are those of machines and operators who are away: what is not within their time, has not begun
 * before the horizon and is not frozen.
 */
export const isOfAbsent = remembered(({ problem, rules }: Production): ((run: Run) => boolean) => {
  const calendars = rules.filter(({ rule }) => rule.template === 'calendars');
  const schedule = new Schedule(problem, []);
  const first = Math.max(0, problem.frozenUntil);
  return (run) => {
    const question = { problem, schedule, candidate: run, item: problem.items[run.item]! };
    return startOf(run) >= first && calendars.some((one) => one.rule.explain(one, question) !== undefined);
  };
});
