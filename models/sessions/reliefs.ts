import type { Reliefs } from '../../src/domain/fixes/reliefs.ts';
import { ruleChange } from '../../src/domain/fixes/ruleChange.ts';
import type { Caseload } from './caseload.ts';
import type { Relief } from './relief.ts';

/** What reliefs of sessions mean. */
export const RELIEFS: Reliefs<Caseload> = {
  say(_, input, { rule, relief }) {
    const { kind, parameters } = relief as Extract<Relief, { kind: 'parameters' }>;
    if ((kind as string) !== 'parameters') return undefined;
    return { text: `Let ${rule.id} have other numbers.`, changes: ruleChange(input, rule.id, { parameters }) };
  },
  costOf: () => 1,
  unpin: ({ item }) => ({ kind: 'unpin', item }),
  takeBack: () => [],
  placesAround: () => [],
};
