import { describe, expect, it } from 'vitest';
import { sessions } from '../../models/sessions/index.ts';
import type { Input as SessionsInput } from '../../models/sessions/input.ts';
import { sessionsOf } from '../../models/sessions/sessionsOf.ts';
import { parse } from '../../models/staffing/parse.ts';
import { staffingOf } from '../../models/staffing/staffingOf.ts';
import { answered } from '../../src/domain/conflicts.ts';
import { checkNear } from '../../src/domain/near.ts';
import type { Ruled } from '../../src/domain/parts.ts';
import { type Random, randomOf } from '../../src/domain/random.ts';
import { check, type Findings } from '../../src/domain/review.ts';
import { inPlace } from '../../src/domain/validation/inPlace.ts';
import type { World } from '../../src/domain/world.ts';
import { DovetailError } from '../../src/errors.ts';
import * as ofSessions from '../models/sessions/support/ruleCases.ts';
import * as ofStaffing from '../models/staffing/support/ruleCases.ts';
import { cases } from '../support/deep.ts';
import { drawInput as drawSessions } from '../support/naiveSessions/draw.ts';
import { drawFrom } from '../support/naiveStaffing/draw.ts';
import { drawInput as drawStaffing } from '../support/naiveStaffing/inputs.ts';

/** Inputs in which everything occurs, and moves in each input. */
const INPUTS = cases(40, 600);
const MOVES = cases(25, 60);

const MEMBERS = {
  *staffing(): Generator<Ruled<World>> {
    for (const one of ofStaffing.RULE_CASES)
      yield staffingOf(parse(ofStaffing.inputOfCase(one))) as unknown as Ruled<World>;
    for (let seed = 0; seed < INPUTS; seed++) yield staffingOf(drawStaffing(drawFrom(seed))) as unknown as Ruled<World>;
  },
  *sessions(): Generator<Ruled<World>> {
    const ruled = (value: unknown): Ruled<World> =>
      sessionsOf(sessions.parse(value) as SessionsInput) as unknown as Ruled<World>;
    for (const one of ofSessions.RULE_CASES) yield ruled(ofSessions.inputOfCase(one));
    const random = randomOf(1, 'near');
    for (let i = 0; i < INPUTS; i++) {
      try {
        yield ruled(drawSessions(random));
      } catch (thrown) {
        // A pin may break a rule, which other tests are about.
        if (!(thrown instanceof DovetailError)) throw thrown;
      }
    }
  },
};

describe.each(Object.entries(MEMBERS))('%s', (_, inputs) => {
  it('what moves is judged near it as it is judged in the whole schedule', () => {
    const differing = new Map<string, number>();
    let part = 0;
    for (const ruled of inputs()) {
      const random = randomOf(1, 'moves');
      const { schedule, pieces } = answered(ruled, inPlace(ruled));
      const work = [...pieces.values()];
      for (const item of ruled.parts.itemsOf(ruled.problem)) {
        if (schedule.of(item.index).length > 0 || item.state !== 'open' || random.chance(25)) continue;
        for (const one of somewhere(ruled, item, random)) {
          work.push(one);
          schedule.add(one);
        }
      }
      for (let i = 0; i < MOVES && work.length > 0; i++) {
        const gone = random.chance(85) ? [work.splice(random.below(work.length), 1)[0]!] : [];
        const items = ruled.parts.itemsOf(ruled.problem);
        const open = items.filter(({ state }) => state === 'open');
        const come = open.length > 0 && random.chance(85) ? somewhere(ruled, random.pick(open), random) : [];
        const moved = [...gone, ...come];
        const before = [check(ruled, schedule), checkNear(ruled, schedule, moved)];
        for (const one of gone) schedule.remove(one);
        for (const one of come) schedule.add(one);
        work.push(...come);
        const after = [check(ruled, schedule), checkNear(ruled, schedule, moved)];
        const [full, near] = [0, 1].map((at) => differenceOf(ruled, before[at]!, after[at]!));
        expect(near, JSON.stringify(ruled.problem.input.rules)).toEqual(full);
        for (const name of full!) {
          const rule = (JSON.parse(name) as string[])[0]!;
          const template = ruled.rules.find(({ id }) => id === rule)!.rule.template;
          differing.set(template, (differing.get(template) ?? 0) + 1);
        }
        const looked = new Set(moved.flatMap((one) => [...ruled.parts.near!(ruled.problem, schedule, one)]));
        if (looked.size < work.length) part++;
      }
    }
    // Every rule has come to another finding at some time, and often there was more than what is near.
    const templates = new Set([...inputs()].flatMap(({ rules }) => rules.map(({ rule }) => rule.template)));
    expect([...templates].filter((template) => !differing.has(template))).toEqual([]);
    expect(part).toBeGreaterThan(INPUTS);
  }, 600_000);
});

/** An item at some place, in some variant. */
function somewhere({ parts, problem }: Ruled<World>, item: World['item'], random: Random): World['work'][] {
  const places = [...parts.tableOf(problem, item)];
  if (places.length === 0) return [];
  const place = random.pick(places);
  const variants = parts.variantsAt(problem, place);
  const work = variants.length > 0 ? random.pick(variants) : parts.candidateAt(problem, place);
  return [random.chance(50) ? work : { ...work, origin: 'pin' }];
}

/** Breaches that are there only before or only after, and what each rule costs more. */
function differenceOf(ruled: Ruled<World>, before: Findings<World>, after: Findings<World>): string[] {
  const [then, now] = [before, after].map(({ breaches }) => breaches.map((breach) => nameOf(ruled, breach)));
  const less = (all: readonly string[], other: readonly string[], sign: string): string[] => {
    const left = [...other];
    return all.flatMap((name) => {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      return at >= 0 ? [] : [JSON.stringify([...(JSON.parse(name) as string[]), sign])];
    });
  };
  const costs = [...after.penalties].flatMap(([rule, amount]) => {
    const more = amount - before.penalties.get(rule)!;
    return more === 0 ? [] : [JSON.stringify([rule, more])];
  });
  return [...less(then!, now!, 'gone'), ...less(now!, then!, 'new'), ...costs].sort();
}

function nameOf({ parts, problem }: Ruled<World>, { rule, text, assignments }: Findings<World>['breaches'][number]) {
  const names = assignments.map((work) => JSON.stringify([work.id, work.origin, parts.whereOf(problem, work)]));
  return JSON.stringify([rule, ...(names.length > 0 ? names.sort() : [text])]);
}
