import { sha256 } from '../../../src/runs/newRun.ts';
import { newRunId } from '../../../src/runs/runId.ts';
import type { NewRow, QueueCaps, ReviewedIncumbent, Room, RunPlace } from '../../../src/runs/store.ts';
import { withClient } from '../../support/postgres/database.ts';

export const CAPS: QueueCaps = { tenantQueued: 1000, queued: 100_000 };

/** A run as it is first written; `change` says what is special about it. */
export function newRow(change: Partial<NewRow & RunPlace> = {}): NewRow & RunPlace {
  const input = change.input ?? '{}';
  return {
    tenant: 'acme',
    id: newRunId(Date.now()),
    model: 'staffing',
    input,
    inputSha256: sha256(input),
    inputBytes: input.length,
    requestSha256: sha256(input),
    options: {},
    actor: 'test',
    ...change,
  };
}

/** An incumbent to be minimised. */
export function found(objective: number, change: Partial<ReviewedIncumbent> = {}): ReviewedIncumbent {
  return {
    objective,
    rank: objective,
    bound: undefined,
    ms: 12,
    engine: 'local',
    solution: JSON.stringify({ objective }),
    review: { isLegal: true, issues: [], conflicts: [], penalty: objective, penalties: {} },
    ...change,
  };
}

/** As if the worker of a run had died a while ago. */
export async function fallSilent(url: string, id: string): Promise<void> {
  const age = `update dovetail.runs set heartbeat_at = now() - interval '6 s' where id = $1`;
  await withClient(url, (client) => client.query(age, [id]));
}

export const noJob = async (): Promise<void> => undefined;

/** Room for as many runs as there are. */
export const ROOM: Room = { tenantRunning: 1000, postpone: noJob };
