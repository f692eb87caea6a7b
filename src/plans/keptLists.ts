import { z } from 'zod';
import { DovetailError } from '../errors.ts';
import { LIMITS, pointerOf } from '../limits.ts';
import type { InputList } from '../solve/inputLists.ts';

/** What every plan keeps beside its input, in the same rows and the same journal; no run is given any of it. */

const name = z.string().min(1).max(LIMITS.name);
const text = z.string().min(1).max(LIMITS.reason);

/** An issue that people do not want to be told again. */
export const ignoredIssueSchema = z.strictObject({
  issue: name,
  reason: text,
  /** The last date on which it is ignored; for good when absent. */
  until: z.iso.date().optional(),
});

export type IgnoredIssue = z.infer<typeof ignoredIssueSchema>;

/** How work ended: done by whom it was given to, done by somebody else, or not done. */
export const OUTCOMES = ['completed', 'swapped', 'no-show'] as const;

export const outcomeSchema = z.strictObject({
  item: name,
  day: z.iso.date(),
  outcome: z.enum(OUTCOMES),
  /** To whom it was given. */
  who: name,
  /** Who did it instead, where it was swapped. */
  by: name.optional(),
  /** What its like is compared by, such as the type of an event; the item itself when absent. */
  kind: name.optional(),
  note: text.optional(),
});

export type WorkOutcome = z.infer<typeof outcomeSchema>;

export const IGNORED: InputList = { list: 'ignoredIssues', key: ['issue'] };
export const WORK_OUTCOMES: InputList = {
  list: 'outcomes',
  key: ['item', 'day'],
  range: { from: 'day', to: 'day' },
};

const SCHEMAS = new Map<string, z.ZodType>([
  [IGNORED.list, ignoredIssueSchema],
  [WORK_OUTCOMES.list, outcomeSchema],
]);

export const KEPT_LISTS: readonly InputList[] = [IGNORED, WORK_OUTCOMES];

export function isKept(list: string): boolean {
  return SCHEMAS.has(list);
}

/** Every list of a plan: those of its input, and those that are kept beside it. */
export function listsOfPlan({ lists }: { readonly lists: readonly InputList[] }): readonly InputList[] {
  return [...lists, ...KEPT_LISTS];
}

/** *Errors* `input/invalid` with the first entry that is not in form. */
export function requireKept(rows: ReadonlyMap<string, ReadonlyMap<string, unknown>>): void {
  for (const [list, schema] of SCHEMAS) {
    for (const [id, value] of rows.get(list) ?? []) {
      const { error } = schema.safeParse(value);
      if (!error) continue;
      const faults = error.issues.map(({ path, message }) => ({
        pointer: pointerOf([list, id, ...path]),
        code: 'input/invalid',
        message,
      }));
      const told = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('\n');
      throw new DovetailError('input/invalid', told, { faults });
    }
  }
}
