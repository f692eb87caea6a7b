import type { Parts } from '../parts.ts';
import type { ActiveRule } from '../rules/rule.ts';
import { sentenceOf } from '../rules/sentence.ts';
import type { World } from '../world.ts';
import type { OwnStep, ReliefStep, SaidRelief } from './reliefs.ts';
import { ruleChange } from './ruleChange.ts';
import type { WholeRelief } from './wholeRelief.ts';

/** What a step says to a person, and to an input that others may have changed; undefined where that has no room for it. */
export function said<W extends World>(
  { reliefs }: Parts<W>,
  { problem, input }: { readonly problem: W['problem']; readonly input: W['problem']['input'] },
  { rule, relief }: ReliefStep<W>,
): SaidRelief | undefined {
  if (isWhole(relief)) return saidWhole<W>(problem, input, { rule, relief });
  return reliefs.say(problem, input, { rule, relief } as OwnStep<W>);
}

function isWhole(relief: { readonly kind: string }): relief is WholeRelief {
  return relief.kind === 'off' || relief.kind === 'parameters';
}

function saidWhole<W extends World>(
  problem: W['problem'],
  input: W['problem']['input'],
  { rule: active, relief }: { readonly rule: ActiveRule<W>; readonly relief: WholeRelief },
): SaidRelief {
  if (relief.kind === 'off') {
    const text = `Switch ${active.id} off: ${sentenceOf(active, problem)}`;
    return { text, changes: ruleChange(input, active.id, { enabled: false }) };
  }
  const { parameters } = relief;
  const before = active.parameters as Readonly<Record<string, unknown>>;
  const parts = Object.entries(parameters).map(
    ([name, value]) => `${name} ${JSON.stringify(value)} instead of ${JSON.stringify(before[name])}`,
  );
  const then = sentenceOf({ ...active, parameters: { ...before, ...parameters } }, problem);
  const changes = ruleChange(input, active.id, { parameters });
  return { text: `Let ${active.id} have ${parts.join(', ')}: ${then}`, changes };
}
