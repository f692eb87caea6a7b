import { planPath, queryOf } from './paths.ts';
import type { Requests } from './requests.ts';
import type {
  Days,
  Fix,
  FixedAll,
  Outcomes,
  PlanSummary,
  PlanValidation,
  Preference,
  WorkOutcome,
} from './wire/advice.ts';
import type { PlanWritten, Seen } from './wire/plan.ts';

/** What a plan is told about the work that it has in place, and what people do about it. */
export function adviceMethods({ read, readText, write }: Requests) {
  return {
    validation: (plan: string, of: Days & { cursor?: string; limit?: number } = {}) =>
      read<PlanValidation>(`${planPath(plan, 'validation')}${queryOf(of)}`),
    /** Ways to be rid of one issue, each of them tried; for the days for which the plan was validated. */
    fixes: (plan: string, issue: string, days: Days = {}) =>
      read<{ version: number; fixes: Fix[] }>(`${planPath(plan, 'issues', issue, 'fixes')}${queryOf(days)}`),
    applyFix: (plan: string, { issue, fix, ...days }: Days & { issue: string; fix: string }, seen: Seen = {}) => {
      const { reason, ...version } = seen;
      const path = `${planPath(plan, 'issues', issue, 'fixes', fix)}:apply${queryOf(days)}`;
      return write<PlanWritten & { fix: Fix }>('POST', path, version, { reason });
    },
    fixAll: (plan: string, { skip, ...days }: Days & { skip?: readonly string[] } = {}, seen: Seen = {}) => {
      const { reason, ...version } = seen;
      return write<FixedAll>('POST', `${planPath(plan, 'issues')}:fix-all${queryOf(days)}`, version, { skip, reason });
    },
    ignore: (
      plan: string,
      { issue, until, ...days }: Days & { issue: string; until?: string },
      { reason, ...seen }: Seen & { reason: string },
    ) =>
      write<PlanWritten>('POST', `${planPath(plan, 'issues', issue)}:ignore${queryOf(days)}`, seen, { reason, until }),
    /** Tells an issue again that was ignored. */
    heed: (plan: string, issue: string, seen: Seen = {}) =>
      write<PlanWritten>('DELETE', `${planPath(plan, 'issues', issue)}:ignore`, seen),
    preferences: (plan: string) => read<{ version: number; preferences: Preference[] }>(planPath(plan, 'preferences')),
    /** Says how much a rule or keyword matters. */
    prefer: (
      plan: string,
      name: string,
      said: { direction: string } | { multiplier: number },
      { reason, ...seen }: Seen = {},
    ) => write<PlanWritten>('PUT', planPath(plan, 'preferences', name), seen, { ...said, reason }),
    /** Takes back what was said of a rule or keyword, or of all. */
    unprefer: (plan: string, name?: string, seen: Seen = {}) =>
      write<PlanWritten>(
        'DELETE',
        name === undefined ? planPath(plan, 'preferences') : planPath(plan, 'preferences', name),
        seen,
      ),
    summary: (plan: string, of: Days & { weekMinutes?: number } = {}) =>
      read<PlanSummary>(`${planPath(plan, 'summary')}${queryOf(of)}`),
    /** The text of a file: CSV, or a calendar of all or of one person. */
    export: (plan: string, file: 'schedule.csv' | 'schedule.ics' | { person: string }, days: Days = {}) => {
      const path =
        typeof file === 'string'
          ? planPath(plan, 'exports', file)
          : planPath(plan, 'exports', 'people', `${file.person}.ics`);
      return readText(`${path}${queryOf(days)}`);
    },
    outcomes: (plan: string, days: Days = {}) => read<Outcomes>(`${planPath(plan, 'outcomes')}${queryOf(days)}`),
    /** Says how work ended; what was said of the same item and day is replaced. */
    addOutcomes: (plan: string, outcomes: readonly WorkOutcome[], { reason, ...seen }: Seen = {}) =>
      write<PlanWritten>('POST', planPath(plan, 'outcomes'), seen, { outcomes, reason }),
  };
}
