import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { isFeasible } from '../../src/language/holds.ts';
import { objectiveOf } from '../../src/language/objective.ts';
import { changed } from '../../src/solve/change.ts';
import { complete } from '../../src/solve/complete.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import { party } from '../support/toy/index.ts';

/** Every domain model, and a toy that shows what is the kit's and what is a model's own. */
const MEMBERS: readonly DomainModel[] = [...Object.values(DOMAIN_MODELS), party as DomainModel];

const TICKS = 200_000;

describe.each(MEMBERS.map((domain) => [domain.name, domain] as const))('%s', (_, domain) => {
  const example = domain.example();

  async function solved(value: unknown = example) {
    const run = await solveDomain(domain, value, { ticks: TICKS });
    expect(run.answer).toBeDefined();
    return { input: domain.parse(value), run, ...run.answer! };
  }

  test('the review finds the answer legal, at the penalty that the model says', async () => {
    const { review, run, result } = await solved();
    expect(review.issues).toEqual([]);
    expect(review.penalty).toBe(run.solved.outcome.solution!.objective);
    expect(result.penalty).toBe(review.penalty);
    expect(result.classes.soft + result.classes.preference).toBe(review.penalty);
    const byRule = Object.values(result.penalties).reduce((sum, amount) => sum + amount, 0);
    expect(byRule).toBe(review.penalty);
  });

  test('each item that entered is placed or has a reason, once', async () => {
    const { result } = await solved();
    const items = [...result.placed, ...result.notPlaced].map(({ item }) => item);
    expect(new Set(items).size).toBe(items.length);
    expect(items).toHaveLength(result.counts.items);
    expect([result.placed.length, result.notPlaced.length]).toEqual([result.counts.placed, result.counts.notPlaced]);
    expect(items.length).toBeGreaterThan(2);
    for (const { reason } of result.notPlaced) expect(reason.text.length).toBeGreaterThan(10);
  });

  test('a solution becomes a start of its model, feasible and at its penalty, and is read back as it was', async () => {
    const { input, solution, review } = await solved();
    const built = domain.build(input);
    const start = complete(built.model, domain.whatIf.startOf(built, solution));
    expect(isFeasible(built.model, start)).toBe(true);
    expect(objectiveOf(built.model, start)).toBe(review.penalty);
    expect(domain.read(built, start)).toEqual(solution);
    expect(domain.parseSolution(input, JSON.parse(JSON.stringify(solution)))).toEqual(solution);
  });

  test('the order of lists in the input changes nothing', async () => {
    const reversed = Object.fromEntries(
      Object.entries(example as Record<string, unknown>).map(([key, value]) => [
        key,
        Array.isArray(value) && domain.lists.some(({ list }) => list === key) ? [...value].reverse() : value,
      ]),
    );
    const [one, other] = [await solved(), await solved(reversed)];
    expect(other.solution).toEqual(one.solution);
    expect(other.result).toEqual(one.result);
  });

  test('every line of the table of an item is kept: what is free can be added, what is not breaks a rule', async () => {
    const { input, solution, result } = await solved();
    for (const { item } of [...result.notPlaced, ...result.placed].slice(0, 6)) {
      const table = domain.whyNot(input, solution, item);
      const lines = table.filter(({ verdict }) => verdict !== 'chosen').slice(0, 60);
      for (const { who, at, verdict } of lines) {
        const [judged] = domain.evaluate(input, solution, { candidates: [{ item, who, at }] });
        // A place alone may lack company that it could have, so that only the other way round is sure.
        if (judged!.isValid) expect(['free'], `${item} ${who} ${JSON.stringify(at)}`).toContain(verdict);
        if (verdict === 'impossible') expect(judged!.isValid).toBe(false);
      }
    }
  });

  test('evaluation says of an answer what the review says', async () => {
    const { input, solution, result, review } = await solved();
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
  });

  test('a suggestion is as good as it says', async () => {
    const { input, solution, result } = await solved();
    const candidates = result.placed.slice(0, 3).map(({ item, who, at }) => ({ item, who, at }));
    const judged = domain.evaluate(input, solution, { candidates, suggest: 3 });
    for (const { item, amount, suggestions } of judged) {
      for (const { who, at, amount: less } of suggestions) {
        const [again] = domain.evaluate(input, solution, { candidates: [{ item, who, at }] });
        expect([again!.isValid, again!.amount]).toEqual([true, less]);
        expect(less).toBeLessThan(amount);
      }
    }
  });

  test('the timeline has each placed item once, on a lane that is there, within its days', async () => {
    const { input, solution, result } = await solved();
    const { bars, days, lanes } = domain.timeline(input, solution);
    const lanesThere = new Set(lanes.map(({ id }) => id));
    for (const { lane, from, to } of bars) {
      expect(lanesThere).toContain(lane);
      expect(from).toBeLessThan(to);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from).toBeLessThan(days.length * 1440);
    }
    for (const { item, who } of result.placed) {
      expect(bars.filter((bar) => bar.item === item).map(({ lane }) => lane)).toEqual([who]);
    }
  });

  test('its lists are sections of its input, and their keys tell the entries apart', () => {
    for (const { list, key, range } of domain.lists) {
      const entries = ((example as Record<string, unknown>)[list] ?? []) as Record<string, unknown>[];
      expect(Object.keys((domain.inputSchema as never as { shape: object }).shape)).toContain(list);
      const keys = entries.map((entry) => JSON.stringify(key.map((field) => entry[field])));
      expect(new Set(keys).size, list).toBe(keys.length);
      for (const entry of entries) if (range) expect(Object.keys(entry)).toEqual(expect.arrayContaining([range.from]));
    }
  });

  test('work that is accepted is given work, in the same places, and cannot be accepted twice', async () => {
    const { input, result } = await solved();
    const { changes, items, refused } = domain.accepted(input, { placed: result.placed, dropped: [] });
    expect(refused).toEqual([]);
    expect(new Set(items)).toEqual(new Set(result.placed.map(({ item }) => item)));
    const after = domain.parse(changed(example, changes));
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
  });

  test('work at a place that breaks a hard rule, or of an item that there is not, is refused with a reason', async () => {
    const { input, result, solution } = await solved();
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
  });

  test('fixes are offered where something is not placed, and each changes the input into one that can be read', async () => {
    const { input, solution, result } = await solved();
    const offered = [...domain.whatIf.relaxations(input, solution)].slice(0, 20);
    if (result.notPlaced.length > 0) expect(offered.length).toBeGreaterThan(0);
    for (const { changes, text } of offered) {
      expect(text.length).toBeGreaterThan(3);
      expect(() => domain.parse(changed(example, changes)), text).not.toThrow();
    }
  });

  test('a soft rule may be a preference: the same schedules cost the same, in another class', async () => {
    const { result } = await solved();
    const [rule] = Object.entries(result.penalties).find(([, amount]) => amount > 0) ?? [];
    if (rule === undefined) throw new Error('the example costs nothing');
    const input = domain.parse(changed(example, said(example, rule)));
    const { classes, penalty } = domain.result(domain.build(input), (await solved()).solution, 'none');
    expect(penalty).toBe(result.penalty);
    expect(classes.preference).toBe(result.penalties[rule]);
  });

  function said(input: unknown, id: string) {
    const rules = ((input as { rules?: { id: string }[] }).rules ?? []) as { id: string }[];
    const weights = domain.ledger(domain.build(domain.parse(input))).rows;
    const weight = weights.find(({ owner }) => owner === id)?.weight;
    const at = rules.findIndex((rule) => rule.id === id);
    const own = { id, hardness: 'preference', ...(weight === undefined ? {} : { weight }) };
    return at < 0 ? [{ add: 'rules', value: own }] : [{ set: `rules/${at}`, value: { ...rules[at], ...own } }];
  }
});

test('the members are the domain models that there are, and the toy', () => {
  expect(MEMBERS.map(({ name }) => name)).toEqual([...Object.keys(DOMAIN_MODELS), 'party']);
});
