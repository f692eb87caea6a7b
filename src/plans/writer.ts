import { randomUUID } from 'node:crypto';
import type { WorkOut } from './createDrafts.ts';
import type { Accepted } from './draft.ts';
import { effectsIn } from './effectsFile.ts';
import type { Plan, PlanAsker, Written } from './plan.ts';
import { stale } from './refusals.ts';
import type { Loaded, PlanPlace, PlanReading, PlanStore, Writ } from './store.ts';
import type { PlanOutcome, PlanStep } from './task.ts';
import type { UndoAnswer } from './undo.ts';

/** Whoever takes any version is not refused for another writer, but neither waits forever. */
const ATTEMPTS = 5;

/** A list of changes on its way. */
export interface Changing {
  readonly seen?: number | undefined;
  readonly actor: string;
  readonly reason?: string | undefined;
  readonly action: Writ['action'];
  /** Works it out and writes nothing. */
  readonly isTrial?: boolean | undefined;
  /** What is to be worked out from what of the plan as it is. */
  prepare(plan: Plan): Promise<{
    readonly step: PlanStep;
    readonly reading: PlanReading;
    readonly undoes?: number | undefined;
    /** Whose draft it is about. */
    readonly run?: string | undefined;
  }>;
}

interface WriterOptions {
  readonly store: PlanStore;
  readonly get: (place: PlanPlace) => Promise<Plan>;
  readonly load: (place: PlanPlace, reading: PlanReading) => Promise<Loaded>;
  readonly worked: WorkOut;
}

/** Reads, works out, and writes, if nobody else has written meanwhile. */
export type Write = <T extends PlanOutcome>(
  asker: PlanAsker,
  id: string,
  changing: Changing,
) => Promise<{ readonly written: Written; readonly outcome: T }>;

/** The one writer of plans: every list of changes goes through it. */
export function createWriter({ store, get, load, worked }: WriterOptions): Write {
  return async <T extends PlanOutcome>(
    asker: PlanAsker,
    id: string,
    { seen, actor, reason, action, isTrial = false, prepare }: Changing,
  ) => {
    const place = { tenant: asker.tenant, id };
    for (let attempt = 1; ; attempt++) {
      const known = await get(place);
      const { step, reading, undoes, run } = await prepare(known);
      const { plan, ...loaded } = await load(place, reading);
      if (seen !== undefined && plan.version !== seen) throw stale(plan, seen);
      // What is to be worked out may depend on the version.
      if (plan.version !== known.version && attempt < ATTEMPTS) continue;
      const outcome = await worked<T>({ model: plan.model, ...loaded, step }, asker);
      if (outcome.rows === 0 || isTrial) return { written: { plan, rows: outcome.rows }, outcome };
      const { effects: few, effectsFile, accepted, undone } = outcome as PlanOutcome & Partial<Accepted & UndoAnswer>;
      const effects = effectsFile === undefined ? few : () => effectsIn(effectsFile);
      const items = run === undefined ? undefined : (accepted ?? undone);
      const writ: Writ = { effects, action, actor, reason, undoes, run, items, writing: randomUUID() };
      const next = await store.write(place, plan.version, writ);
      if (next) return { written: { plan: next, rows: outcome.rows }, outcome };
      if (seen !== undefined || attempt === ATTEMPTS) throw stale(await get(place), plan.version);
    }
  };
}
