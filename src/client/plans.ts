import { adviceMethods } from './advice.ts';
import { sinkMethods } from './deliveries.ts';
import { planPath, queryOf, runPath } from './paths.ts';
import { type Requests, uuid } from './requests.ts';
import type { Days } from './wire/advice.ts';
import type { Accepted, Draft, DraftItem, DraftVerification } from './wire/draft.ts';
import type { InputOf, Named } from './wire/ofModel.ts';
import type {
  Change,
  Entry,
  HistoryDetail,
  HistoryEntry,
  Imported,
  ImportRequest,
  Plan,
  PlanRunRequest,
  PlanWritten,
  Seen,
  Undone,
} from './wire/plan.ts';
import type { Run } from './wire/run.ts';

const IMPORT_TYPES = { json: 'application/json', ndjson: 'application/x-ndjson', csv: 'text/csv' } as const;

/** What one may do with plans; whoever names the version that they have seen is refused when there is another. */
export function planMethods(requests: Requests) {
  const { post, read, sendText, write } = requests;
  return {
    list: (page: { cursor?: string; limit?: number } = {}) =>
      read<{ plans: Plan[]; next: string | null }>(`${planPath()}${queryOf(page)}`),
    /** The plan with its input, or with what of it concerns some days. */
    get: (plan: string, days: { from?: string; to?: string } = {}) =>
      read<Plan & { input: Record<string, unknown> }>(`${planPath(plan)}${queryOf(days)}`),
    /**
     * Makes a plan; with the `version` that was seen, or `'any'`, replaces all that is in one. Without it, a plan of that name
     * is refused with `request/stale`, as nobody has seen it.
     */
    put: <Model extends string>(
      plan: string,
      asked: { model: Named<Model>; input: InputOf<Model> },
      { reason, version = 0 }: { readonly version?: number | 'any'; readonly reason?: string } = {},
    ) => write<PlanWritten>('PUT', planPath(plan), version === 'any' ? {} : { version }, { ...asked, reason }),
    /** All the changes, or none of them. */
    change: (plan: string, changes: readonly Change[], { reason, ...seen }: Seen = {}) =>
      write<PlanWritten>('PATCH', planPath(plan), seen, { changes, reason }),
    /**
     * Brings lists of a plan up to what a file says; what people have accepted or set by hand stays. An object is the lists of
     * an input, an array with `list` one of them, a text or a `Blob`, such as a file, with `list` and `format` a file of it.
     */
    import: (
      plan: string,
      content: object | string | Blob,
      asked: ImportRequest = {},
      { reason, ...seen }: Seen = {},
    ) => {
      const { format = 'json', ...rest } = asked;
      const of = { ...rest, ...(reason === undefined ? {} : { reason }) };
      return sendText<Imported>(`${planPath(plan)}:import${queryOf(of)}`, seen, {
        type: IMPORT_TYPES[format],
        body: typeof content === 'string' || content instanceof Blob ? content : JSON.stringify(content),
      });
    },
    delete: (plan: string, seen: Seen = {}) => write<void>('DELETE', planPath(plan), seen),
    entries: (plan: string, list: string, page: { cursor?: string; limit?: number } = {}) =>
      read<{ entries: Entry[]; next: string | null }>(`${planPath(plan, 'entries', list)}${queryOf(page)}`),
    entry: (plan: string, list: string, id: string) => read<Entry>(planPath(plan, 'entries', list, id)),
    putEntry: (plan: string, list: string, id: string, value: object, seen: Seen = {}) =>
      write<PlanWritten>('PUT', planPath(plan, 'entries', list, id), seen, value),
    deleteEntry: (plan: string, list: string, id: string, seen: Seen = {}) =>
      write<PlanWritten>('DELETE', planPath(plan, 'entries', list, id), seen),
    history: (plan: string, page: { cursor?: string; limit?: number } = {}) =>
      read<{ entries: HistoryEntry[]; next: string | null }>(`${planPath(plan, 'history')}${queryOf(page)}`),
    /** What led to a version, row by row, and what takes it back. */
    version: (plan: string, version: number) => read<HistoryDetail>(planPath(plan, 'history', version)),
    /** Takes back what led to a version, wholly or for some items. */
    undo: (
      plan: string,
      version: number,
      { items, partial }: { items?: readonly string[]; partial?: boolean } = {},
      { reason, ...seen }: Seen = {},
    ) => write<Undone>('POST', `${planPath(plan, 'history', version)}:undo`, seen, { items, partial, reason }),
    /** Asks for a run of the plan as it is; `events`, `get` and `stop` work for it as for every run. */
    run: (plan: string, asked: PlanRunRequest = {}, idempotencyKey: string = uuid()) =>
      post<Run>(planPath(plan, 'runs'), asked, { headers: { 'idempotency-key': idempotencyKey } }),
    draft: (run: string) => read<Draft>(`${runPath(run)}/draft`),
    /** What the plan as it is now says of everything that is open in a draft, or of what concerns some days. */
    verifyDraft: (run: string, days: Days = {}) =>
      read<DraftVerification>(`${runPath(run)}/draft/verification${queryOf(days)}`),
    /** Puts an item of a draft elsewhere, and tells what that breaks; with the `mark` that was seen, only of that draft. */
    edit: (
      run: string,
      item: string,
      to: { who?: string; at?: Readonly<Record<string, string | number>> },
      { mark }: { readonly mark?: string } = {},
    ) =>
      post<DraftItem>(`${runPath(run)}/draft/${encodeURIComponent(item)}`, to, {
        method: 'PATCH',
        ...(mark === undefined ? {} : { headers: { 'if-match': `"${mark}"` } }),
      }),
    /** Puts items of a draft in place, all that are open by default; the version is the plan's. */
    accept: (
      run: string,
      asked: { items?: readonly string[]; confirm?: readonly string[]; partial?: boolean } = {},
      { reason, ...seen }: Seen = {},
    ) => write<Accepted>('POST', `${runPath(run)}:accept`, seen, { ...asked, reason }),
    reject: (run: string, items?: readonly string[]) => post<Draft>(`${runPath(run)}:reject`, { items }),
    ...adviceMethods(requests),
    ...sinkMethods(requests),
  };
}
