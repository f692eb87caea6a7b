import { planPath, queryOf } from './paths.ts';
import type { Requests } from './requests.ts';
import type { Delivery, Sink, SinkRow, Webhook } from './wire/deliveries.ts';

/** Addresses that are told of events. The secret of a new one is in the answer, and only there. */
export function webhookMethods({ post, read }: Requests) {
  const hookAt = (id: string): string => `/v1/webhooks/${encodeURIComponent(id)}`;
  return {
    list: () => read<{ webhooks: Webhook[] }>('/v1/webhooks'),
    get: (id: string) => read<Webhook>(hookAt(id)),
    put: (id: string, webhook: { url: string; events: readonly string[]; secret?: string }) =>
      post<Webhook & { secret?: string }>(hookAt(id), webhook, { method: 'PUT' }),
    delete: (id: string) => post<void>(hookAt(id), undefined, { method: 'DELETE' }),
    /** Sends something that means nothing. */
    test: (id: string) => post<{ delivery: string }>(`${hookAt(id)}:test`),
    deliveries: (id: string) => read<{ deliveries: Delivery[] }>(`${hookAt(id)}/deliveries`),
  };
}

/** The system to which the rows of a plan are sent. The secret of a new one is in the answer, and only there. */
export function sinkMethods({ post, read }: Requests) {
  return {
    sink: (plan: string) => read<Sink>(planPath(plan, 'sink')),
    putSink: (plan: string, sink: { url: string; lists?: readonly string[]; secret?: string; existing?: boolean }) =>
      post<Sink & { secret?: string }>(planPath(plan, 'sink'), sink, { method: 'PUT' }),
    deleteSink: (plan: string) => post<void>(planPath(plan, 'sink'), undefined, { method: 'DELETE' }),
    /** By list and name: each row that is on its way or has arrived, at its latest version. */
    sinkRows: (plan: string, of: { state?: SinkRow['state']; cursor?: string; limit?: number } = {}) =>
      read<{ rows: SinkRow[]; next: string | null }>(`${planPath(plan, 'sink', 'rows')}${queryOf(of)}`),
    /** Sends what waits or was refused once more, or only rows such as posted/tea. */
    retrySink: (plan: string, rows?: readonly string[]) =>
      post<{ rows: number }>(`${planPath(plan, 'sink')}:retry`, rows ? { rows } : {}),
  };
}
