import type { DomainModel } from '../solve/domainModel.ts';
import type { Evaluation } from '../solve/evaluation.ts';
import type { Placement } from '../solve/placement.ts';
import type { DomainResult } from '../solve/result.ts';
import { released } from './accept.ts';
import type { Breach, Edit, Proposed } from './draft.ts';
import { inputOf, type Rows } from './rows.ts';

/** What a run proposes; the input of the task is the run's own. */
export interface DraftStep {
  readonly do: 'draft';
  /** JSON text of the result. */
  readonly result: string;
}

export interface DraftAnswer {
  readonly items: readonly Proposed[];
  readonly unplaced: DomainResult['notPlaced'];
}

export function draftOf(domain: DomainModel, value: unknown, { result: text }: DraftStep): DraftAnswer {
  const result = JSON.parse(text) as DomainResult;
  const input = domain.parse(value);
  const moved = new Map(result.moved.map((one) => [one.item, one]));
  const given = domain.given(
    input,
    result.placed.map(({ item }) => item),
  );
  const placed = result.placed.map(({ item, label, who, at, displaces, penalties }, i): Proposed => {
    const { path: entry, at: now } = given[i] ?? {};
    const from = moved.get(item)?.from ?? (now && { who, at: { ...at, ...placeIn(now, at) } });
    const isThere = now !== undefined && !moved.has(item) && Object.keys(placeIn(now, at)).length === 0;
    return {
      item,
      label,
      kind: entry === undefined ? 'new' : isThere ? 'unchanged' : 'moved',
      to: { who, at },
      ...(from === undefined || entry === undefined ? {} : { from, entry }),
      ...(displaces === undefined ? {} : { displaces }),
      penalties,
    };
  });
  const dropped = result.moved.filter(({ to }) => to === undefined);
  const entries = domain.given(
    input,
    dropped.map(({ item }) => item),
  );
  const labels = new Map(result.notPlaced.map(({ item, label }) => [item, label]));
  const gone = dropped.map(({ item, from }, i): Proposed => {
    const entry = entries[i]?.path;
    return { item, label: labels.get(item) ?? item, kind: 'dropped', from, ...(entry === undefined ? {} : { entry }) };
  });
  return { items: [...placed, ...gone], unplaced: result.notPlaced };
}

/** The parts of a place that given work says otherwise. */
function placeIn(entry: Readonly<Record<string, unknown>>, at: Placement['at']): Record<string, string | number> {
  const different = Object.entries(at).filter(([part, value]) => entry[part] !== undefined && entry[part] !== value);
  return Object.fromEntries(different.map(([part]) => [part, entry[part] as string | number]));
}

/** Judges one item elsewhere, beside everything else of its draft. */
export interface JudgeStep {
  readonly do: 'judge';
  readonly items: readonly Proposed[];
  readonly item: string;
  readonly to: Pick<Placement, 'who' | 'at'>;
}

/** *Errors* `input/invalid` for a place or an item that the plan does not have. */
export function judge(domain: DomainModel, rows: Rows, { items, item, to }: JudgeStep): Edit {
  const { rows: free } = released(domain, rows, items);
  const input = domain.parse(inputOf(free));
  // With the item where the run has it: what comes after it, such as a follower, would have no place without it.
  const known = items.filter((one) => one.to);
  const draft = known.map(({ item: name, to: place }) => ({ item: name, ...place! }));
  const candidates = [{ item, ...to }];
  const proposed = items.find((one) => one.item === item)?.to;
  if (proposed) candidates.push({ item, ...proposed });
  const [there, before] = domain.evaluate(input, domain.placed(input, draft), { candidates });
  const { who, at, amount } = there!;
  return { to: { who, at }, ...breachesOf(there!), change: amount - (before?.amount ?? 0) };
}

export function breachesOf({ rules }: Evaluation): Pick<Edit, 'critical' | 'warnings' | 'info'> {
  const of = (hardness: string): Breach[] =>
    rules
      .filter((one) => one.hardness === hardness && (hardness === 'hard' ? one.violations.length > 0 : one.amount > 0))
      .map(({ rule, amount, violations }) => ({
        rule,
        ...(hardness === 'hard' ? {} : { amount }),
        texts: violations.map(({ text }) => text),
      }));
  return { critical: of('hard'), warnings: of('soft'), info: of('preference') };
}
