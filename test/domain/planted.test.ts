import { afterEach, describe, expect, test, vi } from 'vitest';
import { sessions } from '../../models/sessions/index.ts';
import { TEMPLATES } from '../../models/sessions/rules/index.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import { party } from '../support/toy/index.ts';
import { BOOK } from '../support/toy/rules.ts';
import { CONTRACT } from './support/contract.ts';

/** A mistake that the author of a model, or of the kit, could make. */
interface Mistake {
  readonly what: string;
  /** Part of the name of the clause that has to find it. */
  readonly foundBy: string;
  plant(domain: DomainModel): DomainModel;
}

/** Mistakes in what a model answers. */
const IN_ANSWERS: readonly Mistake[] = [
  {
    what: 'a review that counts one too little',
    foundBy: 'the review finds the answer legal',
    plant: (domain) => ({
      ...domain,
      review: (input, solution) => {
        const report = domain.review(input, solution);
        return { ...report, penalty: report.penalty - 1 };
      },
    }),
  },
  {
    what: 'a result without the first item that is not placed',
    foundBy: 'each item that entered',
    plant: (domain) => ({
      ...domain,
      result: (built, solution, proof) => {
        const result = domain.result(built, solution, proof);
        return { ...result, notPlaced: result.notPlaced.slice(1) };
      },
    }),
  },
  {
    what: 'a start that leaves the first placed item out',
    foundBy: 'a solution becomes a start',
    plant: (domain) => ({
      ...domain,
      whatIf: {
        ...domain.whatIf,
        startOf: (built, solution) => {
          const start = domain.whatIf.startOf(built, solution);
          start[start.indexOf(1)] = 0;
          return start;
        },
      },
    }),
  },
  {
    what: 'a demand that is taken for its opposite',
    foundBy: 'a question takes a place',
    plant: (domain) => ({
      ...domain,
      whatIf: {
        ...domain.whatIf,
        demanded: (built, demand) => domain.whatIf.demanded(built, { ...demand, isForbidden: true }),
      },
    }),
  },
  {
    what: 'a result in the order of the input',
    foundBy: 'the order of lists',
    plant: (domain) => {
      let solves = 0;
      return {
        ...domain,
        result: (built, solution, proof) => {
          const result = domain.result(built, solution, proof);
          return ++solves === 1 ? result : { ...result, placed: [...result.placed].reverse() };
        },
      };
    },
  },
  {
    what: 'a table that calls everything impossible',
    foundBy: 'every line of the table',
    plant: (domain) => ({
      ...domain,
      whyNot: (input, solution, item) =>
        domain.whyNot(input, solution, item).map((line) => ({ ...line, verdict: 'impossible' as const })),
    }),
  },
  {
    what: 'an evaluation that finds fault with everything',
    foundBy: 'evaluation says of an answer',
    plant: (domain) => ({
      ...domain,
      evaluate: (input, solution, request) =>
        domain.evaluate(input, solution, request).map((one) => ({ ...one, isValid: false })),
    }),
  },
  {
    what: 'a timeline without its first bar of the run',
    foundBy: 'the timeline has',
    plant: (domain) => ({
      ...domain,
      timeline: (input, solution) => {
        const timeline = domain.timeline(input, solution);
        const first = timeline.bars.findIndex(({ state }) => state === 'proposed');
        return { ...timeline, bars: timeline.bars.filter((_, at) => at !== first) };
      },
    }),
  },
  {
    what: 'a list whose key tells nothing apart',
    foundBy: 'its lists are sections',
    plant: (domain) => ({ ...domain, lists: domain.lists.map((list) => ({ ...list, key: [] })) }),
  },
  {
    what: 'a reason that says blocked of all',
    foundBy: 'reasons are true',
    plant: (domain) => ({
      ...domain,
      result: (built, solution, proof) => {
        const { notPlaced, ...result } = domain.result(built, solution, proof);
        return {
          ...result,
          notPlaced: notPlaced.map((one) => ({ ...one, reason: { ...one.reason, kind: 'blocked' } })),
        };
      },
    }),
  },
  {
    what: 'suggestions that promise one too much',
    foundBy: 'a suggestion is as good',
    plant: (domain) => ({
      ...domain,
      evaluate: (input, solution, request) =>
        domain.evaluate(input, solution, request).map((one) => ({
          ...one,
          suggestions: one.suggestions.map((other) => ({ ...other, amount: other.amount - 1 })),
        })),
    }),
  },
  {
    what: 'an acceptance that says yes and changes nothing',
    foundBy: 'work that is accepted',
    plant: (domain) => ({
      ...domain,
      accepted: (input, work) => ({ ...domain.accepted(input, work), changes: [] }),
    }),
  },
  {
    what: 'an acceptance that refuses nothing',
    foundBy: 'work at a place that breaks',
    plant: (domain) => ({
      ...domain,
      accepted: (input, work) => ({ ...domain.accepted(input, work), refused: [] }),
    }),
  },
  {
    what: 'no relaxation at all',
    foundBy: 'fixes are offered',
    plant: (domain) => ({ ...domain, whatIf: { ...domain.whatIf, relaxations: () => [] } }),
  },
  {
    what: 'relaxations that change nothing',
    foundBy: 'a fix helps as it says',
    plant: (domain) => ({
      ...domain,
      whatIf: {
        ...domain.whatIf,
        relaxations: (input, solution) =>
          [...domain.whatIf.relaxations(input, solution)].map((one) => ({ ...one, changes: [] })),
      },
    }),
  },
  {
    what: 'preferences that are counted as soft',
    foundBy: 'a soft rule may be a preference',
    plant: (domain) => ({
      ...domain,
      result: (built, solution, proof) => {
        const result = domain.result(built, solution, proof);
        return { ...result, classes: { soft: result.penalty, preference: 0 } };
      },
    }),
  },
];

type Hook = 'post' | 'check' | 'explain';

/** Mistakes in a rule, which the whole of a model has to show. */
const IN_RULES: readonly (readonly [model: string, template: string, hook: Hook, foundBy: string])[] = [
  ['party', 'seats', 'post', 'the review finds the answer legal'],
  ['party', 'wish', 'post', 'the review finds the answer legal'],
  ['party', 'place', 'check', 'the review finds the answer legal'],
  ['party', 'seats', 'explain', 'every line of the table'],
  ['sessions', 'apart', 'post', 'the review finds the answer legal'],
  ['sessions', 'place', 'post', 'the review finds the answer legal'],
  ['sessions', 'place', 'check', 'the review finds the answer legal'],
  ['sessions', 'bells', 'explain', 'every line of the table'],
];

const MODELS: readonly DomainModel[] = [party as DomainModel, sessions as DomainModel];

function clauseOf(foundBy: string) {
  return CONTRACT.find(({ name }) => name.startsWith(foundBy))!;
}

afterEach(() => void vi.restoreAllMocks());

describe.each(MODELS.map((domain) => [domain.name, domain] as const))(
  'a planted mistake in %s is caught',
  (_, domain) => {
    test.each(IN_ANSWERS.map((one) => [one.what, one] as const))('%s', async (_, { foundBy, plant }) => {
      await expect(clauseOf(foundBy).holds(plant(domain))).rejects.toThrow();
    });
  },
);

test.each(IN_RULES)('a rule of %s, %s, that forgets to %s is caught', async (model, template, hook, foundBy) => {
  const rule = (model === 'party' ? BOOK.templates : TEMPLATES).get(template)!;
  vi.spyOn(rule as never as Record<Hook, () => undefined>, hook).mockImplementation(() => undefined);
  // A model of its own, so that nothing is known of it yet.
  const domain = { ...MODELS.find(({ name }) => name === model)! };
  await expect(clauseOf(foundBy).holds(domain)).rejects.toThrow();
});

test('every clause has a mistake that it finds', () => {
  const found = [...IN_ANSWERS.map(({ foundBy }) => foundBy), ...IN_RULES.map(([, , , foundBy]) => foundBy)];
  const without = CONTRACT.filter(({ name }) => !found.some((start) => name.startsWith(start)));
  expect(without.map(({ name }) => name)).toEqual([]);
});
