import { DovetailError } from '../../errors.ts';
import { requireOneOfEachName } from '../../language/jsonNames.ts';
import { parseJson } from '../../language/jsonText.ts';
import { inputAsked } from '../../solve/asked.ts';
import { differenceOf } from '../../solve/difference.ts';
import type { Placement } from '../../solve/placement.ts';
import { type ToldWarnings, toldWarnings } from '../../solve/told.ts';
import { type Given, RAW_MODEL } from '../run.ts';
import type { DiffItem, RunDiff } from '../runs.ts';
import { type Domains, domainOf, problemOf, type RawSolution, readInput } from './problem.ts';
import type { Solved } from './protocol.ts';

/** What of the input is a conflict, and what has no effect in it. *Errors* `input/...` and `model/...` with every fault. */
export function validate(domains: Domains, request: Given): ToldWarnings {
  const value = parseJson(request.input);
  requireOneOfEachName(request.input);
  // A raw model is checked by reading it; a domain's input without building its model.
  if (request.model === RAW_MODEL) {
    problemOf(domains, request, () => undefined);
    return { warnings: [], warningsOmitted: 0 };
  }
  const domain = domainOf(domains, request.model);
  return toldWarnings(domain, domain.parse(inputAsked(domain, value, request)));
}

/** Why one item is where it is, and not elsewhere. *Errors* `input/invalid` for an unknown item. */
export function answer(domains: Domains, { item, solution: text, ...given }: Solved & { item: string }): unknown {
  if (given.model === RAW_MODEL) {
    throw new DovetailError('input/invalid', 'A constraint model has no items that one could ask about.', {
      maybe: 'ask about the run of a domain model.',
    });
  }
  const domain = domainOf(domains, given.model);
  const [input, solution]: [unknown, unknown] = [readInput(domain, given), JSON.parse(text)];
  return { whyThis: domain.whyThis(input, solution, item) ?? null, whyNot: domain.whyNot(input, solution, item) };
}

/** The result of a solution whose run did not live to make it. */
export function resultOf(domains: Domains, { solution, ...given }: Solved): unknown {
  return problemOf(domains, given, () => undefined).result(JSON.parse(solution), 'none');
}

export type SolutionDiff = Pick<RunDiff, 'same' | 'added' | 'removed' | 'changed'>;

/** What is different between two solutions; their inputs may differ too. *Errors* `input/invalid` for different models. */
export function diff(domains: Domains, from: Solved, to: Solved): SolutionDiff {
  if (from.model !== to.model) {
    throw new DovetailError('input/invalid', `A run of ${from.model} cannot be compared with one of ${to.model}.`, {
      maybe: 'compare runs of the same model.',
    });
  }
  if (from.model === RAW_MODEL) return diffRaw(from, to);
  const [before, after] = [from, to].map((one) => placementsOf(domains, one)) as [Placement[], Placement[]];
  const { disruptions } = differenceOf(before, after, domainOf(domains, from.model).whatIf.classOf);
  const of = (kind: string): typeof disruptions => disruptions.filter((one) => one.kind === kind);
  const changed = disruptions.filter(({ from: was, to: is }) => was && is);
  return {
    same: new Set(after.map(({ item }) => item)).size - of('added').length - changed.length,
    added: of('added').map(({ to: is }) => itemOf(is!)),
    removed: of('dropped').map(({ from: was }) => itemOf(was!)),
    changed: changed.map(({ item, from: was, to: is }) => ({ item, from: itemOf(was!).value, to: itemOf(is!).value })),
  };
}

function placementsOf(domains: Domains, { solution, ...given }: Solved): readonly Placement[] {
  const domain = domainOf(domains, given.model);
  return domain.whatIf.placements(readInput(domain, given), JSON.parse(solution));
}

function itemOf({ item, who, at }: Placement): DiffItem {
  return { item, value: { who, ...at } };
}

function diffRaw(from: Solved, to: Solved): SolutionDiff {
  const [before, after] = [from, to].map(({ solution }) => (JSON.parse(solution) as RawSolution).values) as [
    number[],
    number[],
  ];
  const name = (index: number): string => `/variables/${index}`;
  const shared = Math.min(before.length, after.length);
  const changed = before
    .slice(0, shared)
    .flatMap((value, i) => (value === after[i] ? [] : [{ item: name(i), from: value, to: after[i] }]));
  return {
    same: shared - changed.length,
    added: after.slice(shared).map((value, i) => ({ item: name(shared + i), value })),
    removed: before.slice(shared).map((value, i) => ({ item: name(shared + i), value })),
    changed,
  };
}
