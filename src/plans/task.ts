import { DovetailError } from '../errors.ts';
import { parseJson } from '../language/jsonText.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { entryName, pathOf } from '../solve/inputLists.ts';
import { type AcceptStep, accept } from './accept.ts';
import { type AdviceStep, advise } from './advice/advise.ts';
import { applyChanges } from './applyChanges.ts';
import { type DraftStep, draftOf, type JudgeStep, judge } from './draftOf.ts';
import { EFFECTS_AT_ONCE, writeEffects } from './effectsFile.ts';
import { type ImportStep, importEntries } from './importEntries.ts';
import { listsOfPlan, requireKept } from './keptLists.ts';
import type { Imported } from './plan.ts';
import type { Origin, Origins } from './refresh.ts';
import { between, type Effect, inputOf, type Rows, rowsOf } from './rows.ts';
import { type RunStep, runInput } from './runInput.ts';
import { type StoredEffect, storedEffect } from './stored.ts';
import { type UndoStep, undo } from './undo.ts';
import { type VerifyStep, verifyDraft } from './verifyDraft.ts';

/** What is worked out for a plan in a process of its own, from the texts of its input: nothing here knows of a store. */
export interface PlanTask {
  readonly kind: 'plan';
  readonly model: string;
  /** JSON text of the plan's input, as far as it matters. */
  readonly input: string;
  /** JSON text of what imports have said of its rows, where the step needs it. */
  readonly origins?: string | undefined;
  readonly step: PlanStep;
}

export type PlanStep =
  /** Another input instead of all that is there. */
  | { readonly do: 'put'; readonly next: string }
  | { readonly do: 'change'; readonly changes: readonly Change[] }
  | ImportStep
  | UndoStep
  | AdviceStep
  | RunStep
  | DraftStep
  | JudgeStep
  | VerifyStep
  | AcceptStep;

/** What is to be written. */
export interface PlanOutcome {
  /** JSON text of `StoredEffect`s; none where they are in a file. */
  readonly effects: string;
  readonly effectsFile?: string | undefined;
  readonly rows: number;
}

export interface ImportOutcome extends PlanOutcome, Pick<Imported, 'counts' | 'dropped'> {}

/** *Errors* `input/...` with every fault that the plan would have, `plan/changed-since`, `plan/refused`. */
export function performPlanTask(model: DomainModel, { input: text, origins, step }: PlanTask): unknown {
  const lists = listsOfPlan(model);
  const domain = { ...model, lists };
  const before: unknown = JSON.parse(text);
  const rows = rowsOf(lists, before);
  switch (step.do) {
    case 'put': {
      const next = parseJson(step.next);
      const after = located(
        () => {
          domain.parse(next);
          return rowsOf(lists, next);
        },
        (pointer) => `/input${pointer}`,
      );
      // All of it is as it was imported.
      const said = originsIn(origins);
      return outcomeOf(domain, between(rows, after), {
        origins: ({ list, id, after: now }) => ({
          was: said.get(list)?.get(id) ?? null,
          is: now === undefined ? null : '',
        }),
      });
    }
    case 'import':
      return imported(domain, rows, { step, origins: originsIn(origins) });
    case 'change': {
      const effects = applyChanges(lists, rows, step.changes);
      if (effects.length > 0) requireSound(domain, rows);
      return outcomeOf(domain, effects);
    }
    case 'undo': {
      const { taken, ...answer } = undo(domain, rows, step);
      if (taken.length > 0) requireSound(domain, rows);
      const about = { items: taken.map(({ item }) => item), origins: (_: Effect, i: number) => taken[i]!.origin };
      return {
        ...outcomeOf(
          domain,
          taken.map(({ effect }) => effect),
          about,
        ),
        ...answer,
      };
    }
    case 'run':
      return runInput(domain, rows, step);
    case 'draft':
      return draftOf(domain, before, step);
    case 'judge':
      return judge(domain, rows, step);
    case 'verify':
      return verifyDraft(domain, rows, step);
    case 'validate':
    case 'fixes':
    case 'fixAll':
    case 'prefer':
    case 'summary':
    case 'export':
    case 'outcomes':
      return advise(domain, rows, step);
    case 'accept': {
      const { effects, items, ...answer } = accept(domain, rows, step);
      requireSound(domain, rows);
      return { ...outcomeOf(domain, effects, { items }), ...answer };
    }
  }
}

interface About {
  /** The item of a draft that each effect is part of. */
  readonly items?: readonly string[];
  /** What imports say of a row, where that is another text than before. */
  readonly origins?: (effect: Effect, at: number) => Origin | undefined;
}

function outcomeOf(domain: DomainModel, effects: readonly Effect[], about: About = {}): PlanOutcome {
  return { effects: JSON.stringify([...storedOf(domain, effects, about)]), rows: effects.length };
}

/** Effects as they are written. */
function* storedOf(
  { lists }: DomainModel,
  effects: readonly Effect[],
  { items, origins }: About,
): Generator<StoredEffect> {
  for (const [i, effect] of effects.entries()) {
    const [item, imported] = [items?.[i], origins?.(effect, i)];
    yield {
      ...storedEffect(lists, effect),
      ...(item === undefined ? {} : { item }),
      ...(imported === undefined ? {} : { imported }),
    };
  }
}

async function imported(domain: DomainModel, rows: Rows, task: { step: ImportStep; origins: Origins }) {
  const { refreshed, ...answer } = await importEntries(domain, rows, task);
  const [effects, about] = [refreshed.effects(), { origins: refreshed.originOf }];
  const { content } = task.step;
  if (!('file' in content) || effects.length <= EFFECTS_AT_ONCE) {
    return { ...outcomeOf(domain, effects, about), ...answer };
  }
  const effectsFile = `${content.file}.effects`;
  await writeEffects(effectsFile, storedOf(domain, effects, about));
  return { effects: '[]', effectsFile, rows: effects.length, ...answer };
}

function originsIn(text = '[]'): Origins {
  const lists = JSON.parse(text) as [string, [string, string][]][];
  return new Map(lists.map(([list, entries]) => [list, new Map(entries)]));
}

/** The changed plan is checked like every other input; its faults are told by names, not by positions. */
function requireSound(domain: DomainModel, rows: Rows): void {
  requireKept(rows);
  const input = inputOf(rows);
  located(
    () => domain.parse(input),
    (pointer) => named(domain, input, pointer),
  );
}

/** Does something whose faults are somewhere else for whoever asks. */
function located<T>(work: () => T, place: (pointer: string) => string): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || thrown.faults.length === 0) throw thrown;
    const faults = thrown.faults.map((fault) => ({ ...fault, pointer: place(fault.pointer) }));
    const told = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('\n');
    throw new DovetailError(thrown.code, `The plan would have faults:\n${told}`, {
      faults,
      faultCount: thrown.faultCount,
    });
  }
}

/** A pointer with the name of an entry where its position was. */
function named({ lists }: DomainModel, input: Readonly<Record<string, unknown>>, pointer: string): string {
  const [section = '', at, ...rest] = pointer.slice(1).split('/');
  const declared = lists.find(({ list }) => list === section);
  const entries = input[section];
  const entry: unknown = declared && Array.isArray(entries) && at !== undefined ? entries[Number(at)] : undefined;
  if (entry === undefined) return pointer;
  return ['', section, pathOf(entryName(declared!, entry)), ...rest].join('/');
}
