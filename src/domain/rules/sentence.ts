import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';
import type { ActiveRule } from './rule.ts';

/** What a rule in force says, with its numbers and names, such as `At most 1 core event a day for one employee.` */
export function sentenceOf<W extends World>(
  { parameters, rule }: Pick<ActiveRule<W>, 'parameters' | 'rule'>,
  problem: W['problem'],
): string {
  return rule.says?.(parameters, problem) ?? rule.meaning;
}

/** What each rule in force says, by its id; with the id at its end where several say the same. */
export function sentencesOf<W extends World>({ problem, rules }: Ruled<W>): ReadonlyMap<string, string> {
  const said = rules.map((active) => sentenceOf(active, problem));
  const times = Map.groupBy(said, (text) => text);
  return new Map(
    rules.map(({ id }, i) => {
      const text = said[i]!;
      return [id, times.get(text)!.length === 1 ? text : `${text.replace(/\.$/, '')} (${id}).`];
    }),
  );
}
