import { MARGIN } from '../../src/domain/calendar.ts';
import { ruleWarnings } from '../../src/domain/warnings.ts';
import type { Warning } from '../../src/solve/issue.ts';
import { overlapWarnings } from './overlaps.ts';
import { NONE } from './problem.ts';
import { declaredRules, RULE_BOOK } from './ruleBook.ts';
import type { Staffing } from './staff.ts';

/** What has no effect in an input. */
export function warningsOf(staffing: Staffing): Warning[] {
  return [
    ...ruleWarnings(RULE_BOOK, staffing, declaredRules(staffing.problem.input)),
    ...earlierWarnings(staffing),
    ...distantWarnings(staffing),
    ...overlapWarnings(staffing),
  ];
}

/** Posted work so far away that no rule is about it; work with a pairing key is never too far. */
function distantWarnings({ problem: { distant, input } }: Staffing): Warning[] {
  const idle = new Set(distant.filter(({ pairing }) => pairing === NONE).map(({ id }) => id));
  if (idle.size === 0) return [];
  const at = input.posted.findIndex(({ event }) => idle.has(event));
  const pointer = at >= 0 ? `/posted/${at}` : `/events/${input.events.findIndex(({ id }) => idle.has(id))}/posted`;
  const what = idle.size === 1 ? '1 posted event lies' : `${idle.size} posted events lie`;
  const message = `${what} more than ${MARGIN} days outside of the weeks of the horizon, where no rule looks, beginning with ${[...idle][0]}. Maybe leave such work out, or check its days.`;
  return [{ pointer, code: 'posted-out-of-reach', message }];
}

/** Frozen days without an earlier schedule, and an earlier schedule that nothing looks at. */
function earlierWarnings({ problem: { earlier, input, open, events } }: Staffing): Warning[] {
  if (input.frozenDays.length > 0 && !input.previous) {
    const message =
      'The frozen days keep nothing but empty: there is no earlier schedule whose work would stay. Maybe add previous, the solution of an earlier run.';
    return [{ pointer: '/frozenDays', code: 'frozen-without-previous', message }];
  }
  const isAbout = [...(earlier?.keys() ?? [])].some((event) => events[event]!.state !== 'posted');
  if (!input.previous || isAbout || open.length === 0) return [];
  const message =
    'The earlier schedule decides nothing: none of its events is one that this run places. Maybe it belongs to another input.';
  return [{ pointer: '/previous', code: 'previous-idle', message }];
}
