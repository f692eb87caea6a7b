import { DovetailError } from '../../errors.ts';
import type { Model } from '../../language/model.ts';
import { type Change, changed } from '../change.ts';
import type { DomainModel } from '../domainModel.ts';
import type { Demand } from '../whatIf.ts';
import { alternativesOf } from './alternatives.ts';
import { counterfactual } from './counterfactual.ts';
import { fixes, ranked } from './fixes.ts';
import { prices } from './prices.ts';
import type { AskOptions } from './resolve.ts';
import { tradeoff } from './tradeoff.ts';
import { trial } from './trial.ts';

/** What one may ask about an input and a schedule of it. */
export const QUESTION_KINDS = [
  'what-if',
  'counterfactual',
  'fixes',
  'prices',
  'alternatives',
  'trade-off',
  'why',
] as const;

/** A question as data. Whatever is asked, it may be asked of the input with some changes. */
export type Question = { readonly changes?: readonly Change[] | undefined } & (
  | { readonly kind: 'what-if'; readonly changes: readonly Change[] }
  | { readonly kind: 'counterfactual'; readonly demand: Demand }
  | {
      readonly kind: 'fixes';
      readonly timeLimitEachMs?: number | undefined;
      /** Stops after this many. */
      readonly most?: number | undefined;
    }
  | { readonly kind: 'prices' | 'alternatives' | 'trade-off' }
  | { readonly kind: 'why'; readonly item: string }
);

/** Something that is known before the whole answer is. */
export interface Finding {
  readonly text: string;
  readonly [fact: string]: unknown;
}

export interface AnswerOptions extends AskOptions {
  /** The schedule at hand, if there is one. */
  readonly solution?: unknown;
  readonly onFinding?: ((finding: Finding) => void) | undefined;
}

/** Whether a question is about a schedule, so that there is no answer without one. */
export function needsSchedule({ kind }: Question): boolean {
  return kind === 'trade-off' || kind === 'why';
}

/**
 * Refuses a question that names what the input does not have, without a solve.
 *
 * *Errors* `input/...` with every fault of the input with its changes; `input/invalid` for an unknown item or person.
 */
export function requireQuestion(domain: DomainModel, value: unknown, question: Question, solution: unknown): void {
  const input = located('/changes', () => domain.parse(askedOf(value, question)));
  if (question.kind === 'why') located('/item', () => domain.whyThis(input, solution, question.item));
  // What is unknown may be the item, the person or the place.
  if (question.kind === 'counterfactual')
    located('', () => domain.whatIf.demanded(domain.build(input), question.demand));
}

/** Does something whose faults are at one place of the question. */
function located<T>(pointer: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || !thrown.code.startsWith('input/')) throw thrown;
    const { code, message, faultCount, faults } = thrown;
    const own = [{ pointer, code, message: message.split('\nMaybe ')[0]! }];
    const moved = faults.map((fault) => ({ ...fault, pointer, message: `${fault.pointer} ${fault.message}` }));
    throw new DovetailError(code, message, { faults: moved.length > 0 ? moved : own, faultCount, cause: thrown });
  }
}

/**
 * The answer to any question, by the function that is there for its kind: an object in JSON form.
 *
 * *Limits* what is known when the time is over, or the signal is given, is the answer.
 * *Errors* as {@link requireQuestion}.
 */
export async function answerTo<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  question: Question,
  { solution, onFinding, ...options }: AnswerOptions,
): Promise<object> {
  const asked = askedOf(value, question);
  switch (question.kind) {
    case 'what-if':
      return trial(domain, value, { ...options, changes: question.changes, from: solution });
    case 'counterfactual':
      return counterfactual(domain, asked, {
        ...options,
        demand: question.demand,
        from: solution,
        onBase: ({ found, isProved }) => {
          if (found) onFinding?.({ text: `As it is: penalty ${found.review.penalty}.`, isProved });
        },
      });
    case 'fixes': {
      const { timeLimitEachMs, most = Number.POSITIVE_INFINITY } = question;
      const found = [];
      for await (const fix of fixes(domain, asked, { ...options, solution, timeLimitEachMs })) {
        found.push(fix);
        const { text, penalty, gained, isProved } = fix;
        onFinding?.({ text, penalty, gained, isProved });
        if (found.length >= most) break;
      }
      return { fixes: ranked(found) };
    }
    case 'prices':
      return prices(domain, asked, {
        ...options,
        from: solution,
        onPrice: ({ rule, relaxation, gain, isProved }) => onFinding?.({ text: relaxation.text, rule, gain, isProved }),
      });
    case 'alternatives':
      return alternativesOf(domain, asked, {
        ...options,
        previous: solution,
        onAlternative: ({ name, review, isProved }) =>
          onFinding?.({ text: `${name}: penalty ${review.penalty}.`, name, penalty: review.penalty, isProved }),
      });
    case 'trade-off': {
      const points = await tradeoff(domain, asked, {
        ...options,
        previous: solution,
        onPoint: ({ budget, penalty, isProved }) =>
          onFinding?.({
            text: `${budget ?? 'Any number of'} changes: ${penalty === undefined ? 'nothing found' : `penalty ${penalty}`}.`,
            budget,
            penalty,
            isProved,
          }),
      });
      return { points };
    }
    case 'why': {
      const input = domain.parse(asked);
      const { item } = question;
      return {
        item,
        whyThis: domain.whyThis(input, solution, item) ?? null,
        whyNot: domain.whyNot(input, solution, item),
      };
    }
  }
}

function askedOf(value: unknown, { changes = [] }: Question): unknown {
  return changes.length === 0 ? value : changed(value, changes);
}
