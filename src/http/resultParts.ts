import type { JSONValue } from 'hono/utils/types';
import type { RunResult } from '../runs/run.ts';
import type { BuildLedger } from '../solve/domainModel.ts';

interface Item {
  readonly penalties?: Readonly<Record<string, number>>;
}

/** What results of all domain models have in common, as far as they have it. */
interface CommonResult {
  readonly placed?: readonly Item[];
  readonly notPlaced?: readonly Item[];
  readonly counts?: Readonly<Record<string, number>>;
}

/** The part of a result that says what is not placed. */
export function unplacedOf(result: string) {
  const { notPlaced = [], counts = {} } = JSON.parse(result) as CommonResult;
  return { counts: { ...counts }, unplaced: notPlaced as Record<string, JSONValue>[] };
}

/** Each rule that costs something, is broken, or takes room in the model; the dearest first. */
export function analysisOf({ revision, result, review, ledger }: RunResult) {
  const { placed = [], notPlaced = [] } = JSON.parse(result) as CommonResult;
  const { rows = [] } = JSON.parse(ledger ?? '{}') as Partial<BuildLedger>;
  const taken = new Map(rows.map((row) => [row.owner, row]));
  const shares = [...placed, ...notPlaced].flatMap(({ penalties = {} }) => Object.keys(penalties));
  const matches = countsOf([...shares, ...review.issues.map(({ rule }) => rule)]);
  const penalties = new Map(Object.entries(review.penalties));
  const names = new Set([...penalties.keys(), ...matches.keys(), ...taken.keys()]);
  const rules = [...names].map((rule) => ({
    rule,
    weight: taken.get(rule)?.weight ?? null,
    penalty: penalties.get(rule) ?? 0,
    matches: matches.get(rule) ?? 0,
    variables: taken.get(rule)?.variables ?? 0,
    constraints: taken.get(rule)?.constraints ?? 0,
  }));
  return { revision, penalty: review.penalty, rules: rules.sort((a, b) => b.penalty - a.penalty) };
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
