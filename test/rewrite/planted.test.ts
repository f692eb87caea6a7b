import { describe, expect, test } from 'vitest';
import type { Constraint } from '../../src/language/constraints/index.ts';
import type { Linear } from '../../src/language/constraints/linear.ts';
import type { Model } from '../../src/language/model.ts';
import { assumptionsToLinear } from '../../src/rewrite/assumptionsToLinear.ts';
import { boolAndToLinear } from '../../src/rewrite/boolAndToLinear.ts';
import { boolOrToLinear } from '../../src/rewrite/boolOrToLinear.ts';
import { circuitToLinear } from '../../src/rewrite/circuitToLinear.ts';
import { divisionToLinear } from '../../src/rewrite/divisionToLinear.ts';
import { enforcedLinearToLinear } from '../../src/rewrite/enforcedLinearToLinear.ts';
import { exactlyOneToLinear } from '../../src/rewrite/exactlyOneToLinear.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { noOverlapToLinear } from '../../src/rewrite/noOverlapToLinear.ts';
import { type Part, type Rewrite, rewrite } from '../../src/rewrite/rewrite.ts';
import type { Target } from '../../src/rewrite/target.ts';
import { differencesOf } from '../support/enumerate.ts';
import { SMALL_MODELS, SMALL_PARTS } from '../support/models.ts';

type Spoil = (c: Constraint, index: number, posted: readonly Constraint[]) => Constraint | undefined;

/** A rewrite whose posted constraints go through `spoil` first; undefined drops one. */
function spoiled(member: Rewrite, spoil: Spoil): Rewrite {
  const spoilFrom = (target: Target, mark: number): void => {
    const posted = target.constraints.splice(mark);
    target.constraints.push(...posted.flatMap((c, i) => spoil(c, i, posted) ?? []));
  };
  if ('replace' in member) {
    return {
      ...member,
      replace(constraint, target) {
        const mark = target.constraints.length;
        member.replace(constraint, target);
        spoilFrom(target, mark);
      },
    };
  }
  return {
    ...member,
    replacePart(target) {
      const mark = target.constraints.length;
      const replaced = member.replacePart(target);
      spoilFrom(target, mark);
      return replaced;
    },
  };
}

function modelsOf(member: Rewrite): readonly Model[] {
  return member.from in SMALL_PARTS ? SMALL_PARTS[member.from as Part] : SMALL_MODELS[member.from as 'linear'];
}

/** Names of the catalogue's models in which the contract sees that the rewrite is wrong. */
function caughtBy(broken: Rewrite): string[] {
  const models = modelsOf(broken);
  return models.flatMap((model) => {
    const differs = differencesOf(model, rewrite(model, [broken]).model).length > 0;
    return differs ? [model.name ?? ''] : [];
  });
}

const onLinear = (change: (c: Linear) => Linear | undefined) => (c: Constraint) =>
  c.kind === 'linear' ? change(c) : c;

/** The rows `sum <= k` and `sum >= k` with their finite bound moved by so much. */
const shifted = (by: number) => onLinear((c) => ({ ...c, domain: c.domain.map((bound) => bound + by) }));

describe('the contract catches', () => {
  test('a big-M that is one too small', () => {
    // x + y + z <= 4 with x + y + z <= 6: the factor of p is 2; with 1, x + y + z = 6 is lost when p is false.
    const smallM = onLinear((c) => {
      const p = c.vars.length - 1;
      if (c.coeffs[p] !== 2 || c.domain[1] !== 6) return c;
      return { ...c, coeffs: [...c.coeffs.slice(0, p), 1], domain: [c.domain[0]!, 5] };
    });
    expect(caughtBy(spoiled(enforcedLinearToLinear, smallM))).toContain('x + y + z <= 4, if p');
  });

  test('< for <= between intervals', () => {
    expect(caughtBy(spoiled(noOverlapToLinear, shifted(1)))).toContain('noOverlap of three intervals');
  });

  test('>= for > between a quotient and its rest', () => {
    const tooWide = onLinear((c) => (c.vars.length === 3 ? { ...c, domain: [c.domain[0]!, c.domain[1]! + 1] } : c));
    expect(caughtBy(spoiled(divisionToLinear, tooWide))).toContain('division by 3');
  });

  test('a dropped literal of a clause', () => {
    const dropped = onLinear((c) => ({ ...c, vars: c.vars.slice(1), coeffs: c.coeffs.slice(1) }));
    expect(caughtBy(spoiled(boolOrToLinear, dropped))).toContain('boolOr of three literals');
  });

  test('a negation that is forgotten', () => {
    const positive = onLinear((c) => ({ ...c, coeffs: c.coeffs.map(Math.abs) }));
    expect(caughtBy(spoiled(boolAndToLinear, positive))).toContain('boolAnd of a negated literal');
  });

  test('a missing enforcement', () => {
    const always = ({ enforce: _, ...c }: Constraint): Constraint => c;
    expect(caughtBy(spoiled(exactlyOneToLinear, always))).toContain('exactlyOne of three literals, if p');
  });

  test('positions that do not exclude a second circuit', () => {
    const noPositions = (c: Constraint): Constraint | undefined => (c.kind === 'linear' ? undefined : c);
    expect(caughtBy(spoiled(circuitToLinear, noPositions))).toContain('circuit of two rings that share no node');
  });

  test('an assumption that is not asserted', () => {
    expect(caughtBy(spoiled(assumptionsToLinear, () => undefined))).toContain('assumptions');
  });

  test('an objective that changes', () => {
    const doubled: Rewrite = {
      name: 'doubled',
      from: 'objective',
      adds: 'nothing',
      exact: true,
      replacePart(target) {
        const objective = target.objective!;
        target.objective = { ...objective, coeffs: objective.coeffs.map((c) => 2 * c) };
        return 1;
      },
    };
    expect(caughtBy(doubled)).toContain('an objective in one range');
  });

  // Each posts at least one constraint that is needed; dropping it must show in one of its models.
  test.each(milp.map((member) => [member.name, member] as const))('a dropped last constraint of %s', (_, member) => {
    const withoutLast = spoiled(member, (c, i, posted) => (i === posted.length - 1 ? undefined : c));
    expect(caughtBy(withoutLast)).not.toEqual([]);
  });
});
