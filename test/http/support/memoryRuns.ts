import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { DovetailError } from '../../../src/errors.ts';
import { parseJson } from '../../../src/language/jsonText.ts';
import { readModel } from '../../../src/language/read.ts';
import type { ApiKey, Keys, NewKey } from '../../../src/runs/keys.ts';
import {
  type Given,
  hasEnded,
  RAW_MODEL,
  type Revision,
  type Run,
  type RunEvent,
  type RunNews,
} from '../../../src/runs/run.ts';
import type { NewRun, Runs } from '../../../src/runs/runs.ts';
import { inputAsked } from '../../../src/solve/asked.ts';
import type { DomainModel } from '../../../src/solve/domainModel.ts';
import { toldWarnings } from '../../../src/solve/told.ts';

interface Entry {
  readonly tenant: string;
  run: Run;
  readonly input: string;
  readonly events: RunEvent[];
  readonly revisions: Revision[];
  readonly listeners: Set<() => void>;
}

/**
 * Runs that live in memory and are solved by whoever writes the test: `improve` stores a solution, `end` ends a run.
 * What HTTP says of runs can be tested with it in milliseconds; that runs survive is tested on the database.
 */
export class MemoryRuns implements Runs {
  readonly keys = new MemoryKeys();
  readonly audit = { list: async () => [] };
  /** How often the database would have been asked for events. */
  eventReads = 0;
  /** Makes `ping` fail. */
  isDown = false;
  readonly #domains: Readonly<Record<string, DomainModel>>;
  readonly #entries = new Map<string, Entry>();
  readonly #byKey = new Map<string, { id: string; payloadSha256: string }>();
  #sequence = 0;

  constructor(domains: Readonly<Record<string, DomainModel>>) {
    this.#domains = domains;
  }

  inquire(): never {
    throw new DovetailError('bug/internal', 'Questions are asked of runs on the database.');
  }

  answer(): never {
    return this.inquire();
  }

  async create(tenant: string, request: NewRun) {
    const { idempotency, model, input, options } = request;
    const name = idempotency && JSON.stringify([tenant, idempotency.key]);
    const known = name === undefined ? undefined : this.#byKey.get(name);
    if (known && known.payloadSha256 !== idempotency!.payloadSha256) {
      throw new DovetailError('run/key-reused', 'The key came with another payload before.');
    }
    if (known) return { run: await this.get(tenant, known.id), isNew: false };
    if (options.warmStart) this.#entry(tenant, options.warmStart.fromRun);
    const id = randomUUID();
    const run: Run = {
      ...NOTHING_YET,
      id,
      model,
      options,
      tags: options.tags ?? [],
      inputSha256: createHash('sha256').update(input).digest('hex'),
      inputBytes: Buffer.byteLength(input),
      createdAt: new Date(),
    };
    this.#entries.set(id, { tenant, run, input, events: [], revisions: [], listeners: new Set() });
    if (name) this.#byKey.set(name, { id, payloadSha256: idempotency!.payloadSha256 });
    this.#tell(id, { type: 'status', data: { status: 'queued' } });
    return { run, isNew: true };
  }

  async get(tenant: string, id: string) {
    return this.#entry(tenant, id).run;
  }

  async list(tenant: string, { status, model, tag, cursor, limit = 50 }: Parameters<Runs['list']>[1]) {
    if (cursor !== undefined && !/^\d+$/.test(cursor))
      throw new DovetailError('input/invalid', 'That is not a cursor.');
    const all = [...this.#entries.values()].filter((entry) => entry.tenant === tenant).map(({ run }) => run);
    const fitting = all
      .reverse()
      .filter((run) => (!status || run.status === status) && (!model || run.model === model))
      .filter((run) => !tag || run.tags.includes(tag));
    const from = Number(cursor ?? 0);
    const runs = fitting.slice(from, from + limit);
    return { runs, ...(fitting.length > from + limit ? { cursor: String(from + limit) } : {}) };
  }

  async input(tenant: string, id: string) {
    return this.#entry(tenant, id).input;
  }

  async events(tenant: string, id: string, { after = 0, limit = 1000 }: { after?: number; limit?: number } = {}) {
    this.eventReads++;
    return this.#entry(tenant, id)
      .events.filter(({ sequence }) => sequence > after)
      .slice(0, limit);
  }

  subscribe(tenant: string, id: string, onNews: () => void) {
    const { listeners } = this.#entry(tenant, id);
    listeners.add(onNews);
    return () => void listeners.delete(onNews);
  }

  /** Subscriptions to a run. */
  subscriptions(id: string): number {
    return this.#entries.get(id)!.listeners.size;
  }

  async solution(tenant: string, id: string, revision?: number) {
    const { revisions } = this.#entry(tenant, id);
    const found = revision === undefined ? revisions.at(-1) : revisions[revision - 1];
    if (found) return found;
    throw new DovetailError(revisions.length === 0 ? 'run/no-solution' : 'run/unknown', 'There is no such revision.');
  }

  async result(tenant: string, id: string) {
    const { revision, review } = await this.solution(tenant, id);
    const result = { placed: [], notPlaced: [{ item: 'a', penalties: { S1: 5 } }], counts: { items: 1 } };
    const ledger = { rows: [{ owner: 'S1', variables: 3, constraints: 2, weight: 5 }] };
    return { revision, result: JSON.stringify(result), review, ledger: JSON.stringify(ledger) };
  }

  async diff(tenant: string, from: string, to: string) {
    const [a, b] = [await this.solution(tenant, from), await this.solution(tenant, to)];
    const objective = { from: a.objective, to: b.objective };
    return { same: 0, added: [], removed: [], changed: [], objective, penalties: {} };
  }

  async stop(tenant: string, id: string) {
    const { run } = this.#entry(tenant, id);
    if (!hasEnded(run.status)) this.end(id, 'succeeded');
    return this.get(tenant, id);
  }

  async cancel(tenant: string, id: string) {
    const { run, revisions } = this.#entry(tenant, id);
    if (hasEnded(run.status)) return run;
    revisions.length = 0;
    this.end(id, 'cancelled');
    return this.get(tenant, id);
  }

  async validate(_asker: unknown, { model, input, ...asked }: Given) {
    if (model === RAW_MODEL) {
      readModel(Buffer.from(input));
      return { warnings: [], warningsOmitted: 0 };
    }
    const domain = this.#domains[model]!;
    return toldWarnings(domain, domain.parse(inputAsked(domain, parseJson(input), asked)));
  }

  async ask(tenant: string, id: string, item: Parameters<Runs['ask']>[2]) {
    await this.solution(tenant, id);
    if (item === 'nobody') throw new DovetailError('input/invalid', 'There is no event nobody.');
    return JSON.stringify({ whyThis: null, whyNot: [{ item }] });
  }

  async counts() {
    return { byStatus: { queued: this.#entries.size, running: 0, stopping: 0 }, oldestQueuedSeconds: 0 };
  }

  async ping() {
    if (this.isDown) throw new DovetailError('capacity/database', 'The database does not answer.');
  }

  async close() {}

  /** Stores a better solution. */
  improve(id: string, objective: number): void {
    const entry = this.#entries.get(id)!;
    const revision = entry.revisions.length + 1;
    const review = { isLegal: true, issues: [], conflicts: [], penalty: objective, penalties: { S1: objective } };
    const found = { revision, objective, bound: null, ms: 5, engine: 'local', createdAt: new Date() };
    entry.revisions.push({ ...found, solution: '{"assignments":[]}', review });
    this.#change(id, { status: 'running', outcome: 'feasible', revision, objective, startedAt: new Date() });
    this.#tell(id, { type: 'incumbent', data: { revision, objective, ms: 5, engine: 'local' } });
  }

  say(id: string, message: string): void {
    this.#tell(id, { type: 'log', data: { message } });
  }

  end(id: string, status: 'succeeded' | 'failed' | 'cancelled'): void {
    const { revisions } = this.#entries.get(id)!;
    const outcome = revisions.length > 0 ? 'feasible' : 'unknown';
    this.#change(id, { status, outcome, endedAt: new Date(), revision: revisions.length });
    this.#tell(id, { type: 'end', data: { status, outcome } });
  }

  #entry(tenant: string, id: string): Entry {
    const entry = this.#entries.get(id);
    if (entry?.tenant === tenant) return entry;
    throw new DovetailError('run/unknown', `There is no run ${id}.`);
  }

  #change(id: string, change: Partial<Run>): void {
    const entry = this.#entries.get(id)!;
    entry.run = { ...entry.run, ...change, version: entry.run.version + 1 };
  }

  #tell(id: string, news: RunNews): void {
    const entry = this.#entries.get(id)!;
    entry.events.push({ ...news, sequence: ++this.#sequence, at: new Date() });
    for (const listener of entry.listeners) listener();
  }
}

const NOTHING_YET = {
  status: 'queued',
  outcome: null,
  stopped: null,
  startedAt: null,
  endedAt: null,
  attempts: 0,
  revision: 0,
  objective: null,
  bound: null,
  firstFeasibleMs: null,
  engine: null,
  ticks: null,
  repeatTicks: null,
  size: null,
  timings: null,
  statements: null,
  conflict: null,
  error: null,
  version: 1,
} as const;

class MemoryKeys implements Keys {
  readonly #keys = new Map<string, ApiKey & { text: string }>();

  async ensureTenant() {}

  async authenticate(text: string) {
    const key = [...this.#keys.values()].find((one) => one.text === text);
    const leftMs = key?.expiresAt ? key.expiresAt.getTime() - Date.now() : Number.POSITIVE_INFINITY;
    return key && !key.revokedAt && leftMs > 0 ? { ...key, leftMs } : undefined;
  }

  async create(tenant: string, { name, scopes, lifeMs }: NewKey) {
    const id = randomBytes(4).toString('hex');
    const expiresAt = lifeMs === undefined ? null : new Date(Date.now() + lifeMs);
    const text = `dvt_${id}_${randomBytes(32).toString('base64url')}`;
    const key = { tenant, id, name, scopes, createdAt: new Date(), expiresAt, revokedAt: null };
    this.#keys.set(id, { ...key, text });
    return { key, text };
  }

  async list(tenant: string) {
    return [...this.#keys.values()].filter((key) => key.tenant === tenant);
  }

  async rotate(tenant: string, id: string) {
    const { name, scopes } = this.#keys.get(id)!;
    await this.revoke(tenant, id);
    return this.create(tenant, { name, scopes });
  }

  async revoke(_tenant: string, id: string) {
    this.#keys.set(id, { ...this.#keys.get(id)!, revokedAt: new Date() });
  }
}
