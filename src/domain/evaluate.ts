import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import { cut, pointerOf } from '../limits.ts';
import type { Evaluation, RuleVerdict } from '../solve/evaluation.ts';
import type { Placement } from '../solve/placement.ts';
import { itemCalled } from './itemCalled.ts';
import { checkNear, findingsBefore } from './near.ts';
import type { Ruled } from './parts.ts';
import type { ActiveRule } from './rules/rule.ts';
import { workIn } from './schedule.ts';
import type { World } from './world.ts';

/** What counts how much in a score; an empty class counts in full. */
const SHARES = { soft: 0.5, preference: 0.3, legal: 0.2 } as const;

/** Nobody is told of more suggestions than this. */
const MOST_SUGGESTIONS = 20;

/**
 * Judges work at its places by the rules, each piece as if it was added last to the rest of the schedule.
 *
 * *Means* the checks of solver and review, run with and without the piece: breaches that are there with it only are its
 * violations, and what the penalty grows by is its amount. Hard rules that it breaks together with others are broken.
 * *Limits* two passes of the checks over what is near each piece, more for suggestions.
 */
export function evaluate<W extends World>(
  ruled: Ruled<W>,
  { schedule, candidates, suggest = 0 }: EvaluateRequest<W>,
): Evaluation[] {
  return candidates.map((candidate) => {
    const own = placesOf(ruled, schedule, candidate);
    for (const work of own) schedule.remove(work);
    const setting = { others: schedule, before: findingsBefore(ruled, schedule), candidate };
    const judged = judge(ruled, setting);
    const suggestions = suggest > 0 ? better(ruled, { ...setting, suggest, than: judged }) : [];
    for (const work of own) schedule.add(work);
    return { item: candidate.id, ...ruled.parts.whereOf(ruled.problem, candidate), ...judged, suggestions };
  });
}

export interface EvaluateRequest<W extends World> {
  /** Everything that is in place; the pieces that are judged may be in it. */
  readonly schedule: W['schedule'];
  readonly candidates: readonly W['work'][];
  /** How many better places to look for. */
  readonly suggest?: number;
}

/** The work of candidates by names. *Errors* `input/invalid` for items and places that the input does not have. */
export function candidatesNamed<W extends World>(ruled: Ruled<W>, names: readonly Placement[]): W['work'][] {
  return names.map(({ item, who, at }) => {
    const found = ruled.parts.workAt(ruled.problem, itemCalled(ruled, item), { who, at });
    if (found !== undefined) {
      requireParts(item, at, ruled.parts.whereOf(ruled.problem, found).at);
      return found;
    }
    const where = [who, ...Object.entries(at).map(([part, value]) => `${part} ${value}`)].join(', ');
    throw new DovetailError('input/invalid', `There is no place ${cut(where)} for ${cut(item)}.`, {
      maybe: 'use names of the input, as a result writes them in who and at.',
    });
  });
}

/** What somebody has said of a place and that none of this kind has would be passed over in silence. */
function requireParts(item: string, asked: Placement['at'], there: Placement['at']): void {
  const parts = Object.keys(there);
  for (const part of Object.keys(asked)) {
    if (parts.includes(part)) continue;
    const near = closest(part, parts);
    throw new DovetailError('input/invalid', `The place of ${cut(item)} has no ${cut(part)}.`, {
      maybe: near ? `you mean ${near}.` : `use some of ${parts.join(', ')}.`,
      faults: [{ pointer: pointerOf(['at', part]), code: 'input/invalid', message: 'is no part of a place here.' }],
    });
  }
}

interface Setting<W extends World> {
  readonly others: W['schedule'];
  readonly before: ReturnType<typeof findingsBefore<W>>;
  readonly candidate: W['work'];
}

type Judged = Pick<Evaluation, 'isValid' | 'score' | 'amount' | 'rules'>;

function judge<W extends World>(ruled: Ruled<W>, { others, before: look, candidate }: Setting<W>): Judged {
  const before = look([candidate]);
  others.add(candidate);
  const after = checkNear(ruled, others, [candidate]);
  others.remove(candidate);
  const broken = Map.groupBy(
    after.breaches.filter(({ assignments }) => assignments.includes(candidate)),
    ({ rule }) => rule,
  );
  const rules = ruled.rules.map((active): RuleVerdict => {
    const violations = (broken.get(active.id) ?? []).map(({ text, assignments }) => ({
      text,
      items: assignments.map(({ id }) => id),
    }));
    const amount = (after.penalties.get(active.id) ?? 0) - (before.penalties.get(active.id) ?? 0);
    const isSatisfied = violations.length === 0 && amount <= 0;
    const score = violations.length > 0 ? 0 : Math.max(0, 1 - Math.max(0, amount) / worstOf(active));
    return { rule: active.id, hardness: active.hardness, isSatisfied, score, violations, amount };
  });
  const isValid = rules.every(({ hardness, violations }) => hardness !== 'hard' || violations.length === 0);
  return { isValid, score: isValid ? scoreOf(rules) : 0, amount: after.penalty - before.penalty, rules };
}

/** What a rule of an item may cost before its score is 0: what the template says, else its weight. */
function worstOf<W extends World>(active: ActiveRule<W>): number {
  return Math.max(1, active.rule.worst?.(active) ?? active.weight);
}

function scoreOf(rules: readonly RuleVerdict[]): number {
  const mean = (hardness: RuleVerdict['hardness']): number => {
    const scores = rules.filter((rule) => rule.hardness === hardness).map(({ score }) => score);
    return scores.length === 0 ? 1 : scores.reduce((sum, score) => sum + score, 0) / scores.length;
  };
  return SHARES.soft * mean('soft') + SHARES.preference * mean('preference') + SHARES.legal;
}

function better<W extends World>(
  ruled: Ruled<W>,
  { others, before, candidate, suggest, than }: Setting<W> & { readonly suggest: number; readonly than: Judged },
): Evaluation['suggestions'] {
  const { parts, problem } = ruled;
  const item = parts.itemOf(problem, candidate);
  if (item === undefined) return [];
  const places = parts.placesOf(problem, item);
  const works = places.flatMap((place) => {
    const variants = parts.variantsAt(problem, place);
    return variants.length > 0 ? variants : [parts.candidateAt(problem, place)];
  });
  return works
    .map((work) => ({ work, judged: judge(ruled, { others, before, candidate: work }) }))
    .filter(({ judged }) => judged.isValid && (!than.isValid || judged.amount < than.amount))
    .sort((a, b) => a.judged.amount - b.judged.amount)
    .slice(0, Math.min(suggest, MOST_SUGGESTIONS))
    .map(({ work, judged: { score, amount } }) => ({ ...parts.whereOf(problem, work), score, amount }));
}

/** Where the item of some work is in a schedule. */
function placesOf<W extends World>({ parts, problem }: Ruled<W>, schedule: W['schedule'], work: W['work']) {
  const item = parts.itemOf(problem, work);
  return item === undefined ? workIn<W>(schedule).filter((one) => one === work) : [...schedule.of(item.index)];
}
