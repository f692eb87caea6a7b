import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/language/model.ts';
import { print } from '../../src/language/print.ts';
import { cp } from '../../src/rewrite/cp.ts';
import { milp } from '../../src/rewrite/milp.ts';
import { type Rewrite, rewrite } from '../../src/rewrite/rewrite.ts';
import { SMALL_MODELS, SMALL_PARTS } from '../support/models.ts';

/** Texts before and after, one file for each rewrite, for people to read what it does. */
const MEMBERS = new Map([...cp, ...milp].map((member) => [member.name, member]));

/** The model that shows a rewrite best, where that is not the first one it changes. */
const SHOWN: Readonly<Record<string, string>> = {
  unionLinearToLinear: '2x + y in three ranges',
  emptyTableToBoolOr: 'the forbidden empty tuple',
  enforcedLinearToLinear: '2x - 3y in 0..4, if p and not q',
  elementToLinear: 'of variables',
  noOverlap2DToCommonPresence: 'optional rectangles',
  tableToLinear: 'three allowed tuples',
  circuitToLinear: 'circuit of node 0 certain',
  multipleCircuitToLinear: 'multipleCircuit of node 0 certain',
  intervalsToLinear: 'an interval with an end of its own',
  cumulativeToLinear: 'cumulative of three intervals',
  reservoirToLinear: 'three events with literals',
};

function shownModel(member: Rewrite): Model {
  const models: readonly Model[] =
    member.from in SMALL_PARTS
      ? SMALL_PARTS[member.from as keyof typeof SMALL_PARTS]
      : SMALL_MODELS[member.from as keyof typeof SMALL_MODELS];
  const wanted = SHOWN[member.name];
  const changed = models.filter((model) => rewrite(model, [member]).steps.length > 0);
  return (wanted === undefined ? changed[0] : changed.find((model) => model.name === wanted))!;
}

describe('the text of a small model after', () => {
  test.each([...MEMBERS.values()])('$name', async (member) => {
    const model = shownModel(member);
    const { model: rewritten, steps } = rewrite(model, [member]);
    const { replaced, variables, constraints } = steps[0]!;
    const text = [
      `${member.name}: ${member.adds}`,
      `replaced ${replaced}, added ${variables} variables and ${constraints} constraints`,
      '',
      '--- before',
      print(model),
      '--- after',
      print(rewritten),
    ].join('\n');
    await expect(text).toMatchFileSnapshot(`golden/${member.name}.golden.txt`);
  });

  test('the whole milp pipeline', async () => {
    const model = SMALL_MODELS.cumulative.find(({ name }) => name === 'variable demands and capacity, if p')!;
    const { model: rewritten, steps } = rewrite(model, milp);
    const done = steps.map((s) => `${s.rewrite}: -${s.replaced}, +${s.variables} variables, +${s.constraints}`);
    const text = ['--- before', print(model), '--- steps', ...done, '', '--- after', print(rewritten)].join('\n');
    await expect(text).toMatchFileSnapshot('golden/milp.golden.txt');
  });
});
