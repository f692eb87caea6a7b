import { expect } from 'vitest';
import { isFeasible } from '../../../src/language/holds.ts';
import { objectiveOf } from '../../../src/language/objective.ts';
import { changed } from '../../../src/solve/change.ts';
import { complete } from '../../../src/solve/complete.ts';
import type { DomainModel } from '../../../src/solve/domainModel.ts';
import { fixes } from '../../../src/solve/questions/fixes.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';
import { asksForCompany } from './members.ts';

/** What every domain model keeps, whatever it is about; each is an assertion that throws. */
export interface Clause {
  readonly name: string;
  holds(domain: DomainModel): Promise<void>;
}

/** Work for each solve, counted so that every machine gives the same answer. */
const TICKS = 200_000;

/** Fixes that are tried, since each is a solve. */
const FIXES = 3;

async function answered(domain: DomainModel, value: unknown) {
  const run = await solveDomain(domain, value, { ticks: TICKS });
  expect(run.answer).toBeDefined();
  return { input: domain.parse(value), run, ...run.answer! };
}

/** The examples that were solved, so that each clause need not do it again. */
const ANSWERS = new WeakMap<DomainModel, ReturnType<typeof answered>>();

function solved(domain: DomainModel) {
  const answer = ANSWERS.get(domain) ?? answered(domain, domain.example());
  ANSWERS.set(domain, answer);
  return answer;
}

export const CONTRACT: readonly Clause[] = [
  {
    name: 'the review finds the answer legal, at the penalty that the model says',
    async holds(domain) {
      const { review, run, result } = await solved(domain);
      expect(review.issues).toEqual([]);
      expect(review.penalty).toBe(run.solved.outcome.solution!.objective);
      expect(result.penalty).toBe(review.penalty);
      expect(result.classes.soft + result.classes.preference).toBe(review.penalty);
      const byRule = Object.values(result.penalties).reduce((sum, amount) => sum + amount, 0);
      expect(byRule).toBe(review.penalty);
    },
  },
  {
    name: 'each item that entered is placed or has a reason, once',
    async holds(domain) {
      const { result } = await solved(domain);
      const items = [...result.placed, ...result.notPlaced].map(({ item }) => item);
      expect(new Set(items).size).toBe(items.length);
      expect(items).toHaveLength(result.counts.items);
      expect([result.placed.length, result.notPlaced.length]).toEqual([result.counts.placed, result.counts.notPlaced]);
      expect(items.length).toBeGreaterThan(2);
      for (const { reason } of result.notPlaced) expect(reason.text.length).toBeGreaterThan(10);
    },
  },
  {
    name: 'a solution becomes a start of its model, feasible and at its penalty, and is read back as it was',
    async holds(domain) {
      const { input, solution, review } = await solved(domain);
      const built = domain.build(input);
      const start = complete(built.model, domain.whatIf.startOf(built, solution));
      expect(isFeasible(built.model, start)).toBe(true);
      expect(objectiveOf(built.model, start)).toBe(review.penalty);
      expect(domain.read(built, start)).toEqual(solution);
      expect(domain.parseSolution(input, JSON.parse(JSON.stringify(solution)))).toEqual(solution);
    },
  },
  {
    name: 'the order of lists in the input changes nothing',
    async holds(domain) {
      const reversed = Object.fromEntries(
        Object.entries(domain.example() as Record<string, unknown>).map(([key, value]) => [
          key,
          Array.isArray(value) && domain.lists.some(({ list }) => list === key) ? [...value].reverse() : value,
        ]),
      );
      const [one, other] = [await solved(domain), await answered(domain, reversed)];
      expect(other.solution).toEqual(one.solution);
      expect(other.result).toEqual(one.result);
    },
  },
  {
    name: 'every line of the table of an item is kept: what is free can be added, what is not breaks a rule',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      const details = Math.max(...result.placed.map(({ at }) => Object.keys(at).length));
      for (const { item } of [...result.notPlaced, ...result.placed].slice(0, 6)) {
        const table = domain.whyNot(input, solution, item);
        const lines = table.filter(({ verdict }) => verdict !== 'chosen').slice(0, 60);
        for (const { who, at, verdict } of lines) {
          const [judged] = domain.evaluate(input, solution, { candidates: [{ item, who, at }] });
          if (judged!.isValid) expect(['free'], `${item} ${who} ${JSON.stringify(at)}`).toContain(verdict);
          if (verdict === 'impossible') expect(judged!.isValid).toBe(false);
          // What is free may lack nothing but company, which can be had, and details that the table leaves open.
          if (verdict !== 'free' || Object.keys(at).length < details) continue;
          const broken = judged!.rules.filter(
            ({ hardness, violations }) => hardness === 'hard' && violations.length > 0,
          );
          expect(
            broken.map(({ rule }) => rule).filter((id) => !asksForCompany(id)),
            `${item} ${who} ${JSON.stringify(at)}`,
          ).toEqual([]);
        }
      }
    },
  },
  {
    name: 'evaluation says of an answer what the review says',
    async holds(domain) {
      const { input, solution, result, review } = await solved(domain);
      const evaluations = domain.evaluate(input, solution, {});
      expect(evaluations.map(({ item }) => item).sort()).toEqual(result.placed.map(({ item }) => item).sort());
      for (const one of evaluations) {
        expect(one.isValid).toBe(true);
        expect(one.score).toBeGreaterThan(0);
        expect(one.score).toBeLessThanOrEqual(1);
        const placed = result.placed.find(({ item }) => item === one.item)!;
        expect([one.who, one.at]).toEqual([placed.who, placed.at]);
        expect(one.rules.map(({ rule }) => rule)).toEqual(expect.arrayContaining(Object.keys(review.penalties)));
      }
    },
  },
  {
    name: 'a question takes a place as a result writes it, and the answer at hand has it',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      const built = domain.build(input);
      const start = complete(built.model, domain.whatIf.startOf(built, solution));
      let asked = 0;
      for (const { item, who, at, pinned } of result.placed) {
        if (pinned) continue;
        const demanded = domain.whatIf.demanded(built, { item, who, at, isForbidden: false });
        expect(demanded, `${item} ${who} ${JSON.stringify(at)}`).toHaveProperty('constraints');
        const { constraints } = demanded as Extract<typeof demanded, { constraints: unknown }>;
        expect(isFeasible({ ...built.model, constraints }, start)).toBe(true);
        asked++;
      }
      expect(asked).toBeGreaterThan(0);
    },
  },
  {
    name: 'a suggestion is as good as it says',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      // Where an item is not is worse than where it is, or breaks a rule, so that there is something to suggest.
      const candidates = result.placed.flatMap(({ item }) => {
        const line = domain.whyNot(input, solution, item).find(({ verdict }) => verdict !== 'chosen');
        return line ? [{ item, who: line.who, at: line.at }] : [];
      });
      const judged = domain.evaluate(input, solution, { candidates: candidates.slice(0, 3), suggest: 3 });
      expect(judged.flatMap(({ suggestions }) => suggestions).length).toBeGreaterThan(0);
      for (const { item, amount, isValid, suggestions } of judged) {
        for (const { who, at, amount: less } of suggestions) {
          const [again] = domain.evaluate(input, solution, { candidates: [{ item, who, at }] });
          expect([again!.isValid, again!.amount]).toEqual([true, less]);
          if (isValid) expect(less).toBeLessThan(amount);
        }
      }
    },
  },
  {
    name: 'the timeline has each part of a placed item once, on a lane that is there, within its days',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      const { bars, days, lanes } = domain.timeline(input, solution);
      const lanesThere = new Set(lanes.map(({ id }) => id));
      for (const { lane, from, to } of bars) {
        expect(lanesThere).toContain(lane);
        expect(from).toBeLessThan(to);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from).toBeLessThan(days.length * 1440);
      }
      for (const { item, who } of result.placed) {
        const own = bars.filter((bar) => bar.item === item);
        expect(own.map(({ lane }) => lane)).toContain(who);
        const ownPlaces = own.map(({ from, lane, to }) => JSON.stringify([lane, from, to]));
        expect(new Set(ownPlaces).size).toBe(own.length);
      }
    },
  },
  {
    name: 'its lists are sections of its input, and their keys tell the entries apart',
    async holds(domain) {
      for (const { list, key, range } of domain.lists) {
        const entries = ((domain.example() as Record<string, unknown>)[list] ?? []) as Record<string, unknown>[];
        expect(Object.keys((domain.inputSchema as never as { shape: object }).shape)).toContain(list);
        const keys = entries.map((entry) => JSON.stringify(key.map((field) => entry[field])));
        expect(new Set(keys).size, list).toBe(keys.length);
        for (const entry of entries)
          if (range) expect(Object.keys(entry)).toEqual(expect.arrayContaining([range.from]));
      }
    },
  },
  {
    name: 'work that is accepted is given work, in the same places, and cannot be accepted twice',
    async holds(domain) {
      const { input, result } = await solved(domain);
      const { changes, items, refused } = domain.accepted(input, { placed: result.placed, dropped: [] });
      expect(refused).toEqual([]);
      expect(new Set(items)).toEqual(new Set(result.placed.map(({ item }) => item)));
      const after = domain.parse(changed(domain.example(), changes));
      const { bars } = domain.timeline(after, domain.placed(after, []));
      for (const { item, who } of result.placed) {
        const own = bars.filter((bar) => bar.item === item && bar.lane === who);
        expect(
          own.map(({ state }) => state),
          item,
        ).toEqual(['posted']);
      }
      const again = domain.accepted(after, { placed: result.placed, dropped: [] });
      expect(again).toMatchObject({ changes: [], refused: { length: result.placed.length } });
    },
  },
  {
    name: 'work at a place that breaks a hard rule, or of an item that does not exist, is refused with a reason',
    async holds(domain) {
      const { input, result, solution } = await solved(domain);
      const [first] = result.placed;
      const table = domain.whyNot(input, solution, first!.item).find(({ verdict }) => verdict === 'impossible');
      const placed = [
        { ...first!, item: 'nobody knows it' },
        ...(table ? [{ item: first!.item, who: table.who, at: table.at }] : []),
      ];
      const { changes, refused } = domain.accepted(input, { placed, dropped: [] });
      expect(changes).toEqual([]);
      expect(refused.map(({ item }) => item)).toEqual(placed.map(({ item }) => item));
      for (const { reasons } of refused) expect(reasons.join(' ').length).toBeGreaterThan(10);
    },
  },
  {
    name: 'reasons are true: what is blocked has no possible place, what is crowded out no free one, what is outweighed has one',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      for (const { item, reason } of result.notPlaced) {
        const verdicts = new Set(domain.whyNot(input, solution, item).map(({ verdict }) => verdict));
        const told = [reason.kind, ...verdicts].join(', ');
        if (reason.kind === 'blocked') expect([...verdicts], told).toEqual(['impossible']);
        if (reason.kind === 'crowded-out')
          expect([verdicts.has('free'), verdicts.has('crowded-out')]).toEqual([false, true]);
        if (reason.kind === 'outweighed') expect(verdicts, told).toContain('free');
      }
    },
  },
  {
    name: 'a fix helps as it says: the changed input has the schedule that it carries, legal, at its penalty, with what it gains',
    async holds(domain) {
      const { solution, result } = await solved(domain);
      const example = domain.example();
      let tried = 0;
      for await (const fix of fixes(domain, example, { solution, timeLimitMs: 30_000 })) {
        const input = domain.parse(changed(example, fix.changes));
        const { isLegal, penalty } = domain.review(input, fix.solution);
        expect([isLegal, penalty], fix.text).toEqual([true, fix.penalty]);
        const { placed } = domain.result(domain.build(input), fix.solution, 'none');
        expect(
          placed.map(({ item }) => item),
          fix.text,
        ).toEqual(expect.arrayContaining([...fix.gained]));
        expect(fix.gained.length > 0 || fix.penalty < result.penalty, fix.text).toBe(true);
        if (++tried === FIXES) break;
      }
      if (result.notPlaced.some(({ reason }) => reason.kind !== 'blocked')) expect(tried).toBeGreaterThan(0);
    },
  },
  {
    name: 'fixes are offered where something is not placed, and each changes the input into one that can be read',
    async holds(domain) {
      const { input, solution, result } = await solved(domain);
      const offered = [...domain.whatIf.relaxations(input, solution)].slice(0, 20);
      if (result.notPlaced.length > 0) expect(offered.length).toBeGreaterThan(0);
      for (const { changes, text } of offered) {
        expect(text.length).toBeGreaterThan(3);
        expect(() => domain.parse(changed(domain.example(), changes)), text).not.toThrow();
      }
    },
  },
  {
    name: 'a soft rule may be a preference: the same schedules cost the same, in another class',
    async holds(domain) {
      const { result } = await solved(domain);
      const [rule] = Object.entries(result.penalties).find(([, amount]) => amount > 0) ?? [];
      if (rule === undefined) throw new Error('the example costs nothing');
      const input = domain.parse(changed(domain.example(), asPreference(domain, rule)));
      const { classes, penalty } = domain.result(domain.build(input), (await solved(domain)).solution, 'none');
      expect(penalty).toBe(result.penalty);
      expect(classes.preference).toBe(result.penalties[rule]);
    },
  },
];

function asPreference(domain: DomainModel, id: string) {
  const input = domain.example();
  const rules = ((input as { rules?: { id: string }[] }).rules ?? []) as { id: string }[];
  const weights = domain.ledger(domain.build(domain.parse(input))).rows;
  const weight = weights.find(({ owner }) => owner === id)?.weight;
  const at = rules.findIndex((rule) => rule.id === id);
  const own = { id, hardness: 'preference', ...(weight === undefined ? {} : { weight }) };
  return at < 0 ? [{ add: 'rules', value: own }] : [{ set: `rules/${at}`, value: { ...rules[at], ...own } }];
}
