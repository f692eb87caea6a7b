import { DovetailError } from '../errors.ts';
import { parseJson } from '../language/jsonText.ts';
import { cut } from '../limits.ts';
import type { Change } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { entryName, pathOf } from '../solve/inputLists.ts';
import type { Refusal } from '../solve/result.ts';
import { type AcceptStep, accept } from './accept.ts';
import { type AdviceStep, advise } from './advice/advise.ts';
import { applyChanges } from './applyChanges.ts';
import { type DraftStep, draftOf, type JudgeStep, judge } from './draftOf.ts';
import { type ImportStep, importEntries } from './importEntries.ts';
import { listsOfPlan, requireKept } from './keptLists.ts';
import type { Imported } from './plan.ts';
import type { Origin, Origins } from './refresh.ts';
import { between, type Effect, inputOf, isSame, nameOf, type Rows, rowsOf } from './rows.ts';
import { type RunStep, runInput } from './runInput.ts';
import { effectOf, type StoredEffect, storedEffect } from './stored.ts';
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

export interface UndoStep {
  readonly do: 'undo';
  /** JSON text of the effects that are taken back. */
  readonly effects: string;
  /** Those of some items or rows only. */
  readonly items?: readonly string[] | undefined;
  /** Whether the rest is taken back where some of it cannot be. */
  readonly isPartial: boolean;
}

/** What is to be written. */
export interface Outcome {
  /** JSON text of `StoredEffect`s. */
  readonly effects: string;
  readonly rows: number;
}

export interface ImportOutcome extends Outcome, Pick<Imported, 'counts' | 'dropped'> {}

export interface UndoOutcome extends Outcome {
  readonly undone: readonly string[];
  readonly refused: readonly Refusal[];
}

/** *Errors* `input/...` with every fault that the plan would have, `plan/changed-since`. */
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
    case 'undo':
      return undo(domain, rows, step);
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

function outcomeOf({ lists }: DomainModel, effects: readonly Effect[], { items, origins }: About = {}): Outcome {
  const stored = effects.map((effect, i): StoredEffect => {
    const [item, imported] = [items?.[i], origins?.(effect, i)];
    return {
      ...storedEffect(lists, effect),
      ...(item === undefined ? {} : { item }),
      ...(imported === undefined ? {} : { imported }),
    };
  });
  return { effects: JSON.stringify(stored), rows: effects.length };
}

async function imported(domain: DomainModel, rows: Rows, task: { step: ImportStep; origins: Origins }) {
  const { refreshed, ...answer } = await importEntries(domain, rows, task);
  return { ...outcomeOf(domain, refreshed.effects(), { origins: refreshed.originOf }), ...answer };
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

function undo(domain: DomainModel, rows: Rows, { effects, items, isPartial }: UndoStep): UndoOutcome {
  const all = JSON.parse(effects) as StoredEffect[];
  const byItem = Map.groupBy(all, (one) => one.item ?? nameOf(one));
  const unknown = items?.find((name) => !byItem.has(name));
  if (unknown !== undefined) {
    throw new DovetailError('input/invalid', `These changes have nothing to do with ${cut(unknown)}.`, {
      maybe: `use names such as ${cut([...byItem.keys()].slice(0, 5).join(', '))}.`,
      faults: [
        {
          pointer: `/items/${items!.indexOf(unknown)}`,
          code: 'input/invalid',
          message: 'is not among the items of these changes.',
        },
      ],
    });
  }
  const wanted = [...byItem].filter(([name]) => items?.includes(name) ?? true);
  const refused: Refusal[] = [];
  const taken: { readonly item: string; readonly effect: Effect; readonly origin: Origin | undefined }[] = [];
  for (const [item, own] of wanted) {
    const found = own.map((one) => ({ ...effectOf(one), imported: one.imported }));
    const changed = found.filter(({ list, id, after }) => !isSame(rows.get(list)?.get(id), after));
    if (changed.length > 0) {
      refused.push({ item, reasons: changed.map((one) => `${nameOf(one)} has been changed since.`) });
    } else {
      for (const { list, id, before, after, imported: origin } of found.toReversed()) {
        taken.push({
          item,
          origin: origin && { was: origin.is, is: origin.was },
          effect: {
            list,
            id,
            ...(after === undefined ? {} : { before: after }),
            ...(before === undefined ? {} : { after: before }),
          },
        });
      }
    }
  }
  if (refused.length > 0 && (!isPartial || taken.length === 0)) {
    throw new DovetailError('plan/changed-since', refused.flatMap(({ reasons }) => reasons).join('\n'), {
      maybe: 'undo what came later first, or ask for the rest with "partial": true.',
      faults: refused.map(({ item, reasons }) => ({
        pointer: `/items/${pathOf(item)}`,
        code: 'plan/changed-since',
        message: reasons.join(' '),
      })),
    });
  }
  for (const { effect } of taken) {
    if (effect.after === undefined) rows.get(effect.list)!.delete(effect.id);
    else rows.get(effect.list)!.set(effect.id, effect.after);
  }
  if (taken.length > 0) requireSound(domain, rows);
  const outcome = outcomeOf(
    domain,
    taken.map(({ effect }) => effect),
    { items: taken.map(({ item }) => item), origins: (_, i) => taken[i]!.origin },
  );
  return { ...outcome, undone: [...new Set(taken.map(({ item }) => item))], refused };
}
