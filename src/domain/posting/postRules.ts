import type { RuleCost } from '../ledger.ts';
import type { ActiveRule } from '../rules/rule.ts';
import type { World } from '../world.ts';

/** What the kit asks of that with which rules post. */
interface Poster {
  /** Everything posted within is this rule's. */
  begin<T>(rule: string, post: () => T): T;
  /** How many indicators and sums each rule read. */
  readonly uses: ReadonlyMap<string, number>;
}

/** Posts each rule in turn, and tells what each of them took. */
export function postRules<W extends World & { readonly posting: Poster }>(
  rules: readonly ActiveRule<W>[],
  posting: W['posting'],
): RuleCost[] {
  return rules.map((active) => {
    const start = performance.now();
    posting.begin(active.id, () => active.rule.post(active, posting));
    const microseconds = Math.round((performance.now() - start) * 1000);
    return { rule: active.id, microseconds, reads: posting.uses.get(active.id) ?? 0 };
  });
}
