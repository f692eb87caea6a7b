import type { Client } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import { type Domains, domainNamed } from '../domains.ts';

/** What people call those whom work is with, and what it is done at, by id. */
export type PeopleNames = ReadonlyMap<string, string>;

/** What a plan calls them, on some days. A plan that cannot be read as it is now has its ids. */
export async function namesIn(
  domains: Domains,
  client: Client,
  { plan, days = {} }: { readonly plan: string; readonly days?: { readonly from?: string; readonly to?: string } },
): Promise<PeopleNames> {
  const { input, model } = await client.plans.get(plan, days);
  if (!Object.hasOwn(domains, model)) return new Map();
  const domain = await domainNamed(domains, model);
  try {
    const problem = domain.parse(input);
    const { lanes, people } = domain.timeline(problem, domain.placed(problem, []));
    return new Map([...lanes, ...(people?.lanes ?? [])].map(({ id, label }) => [id, label]));
  } catch (thrown) {
    if (thrown instanceof DovetailError) return new Map();
    throw thrown;
  }
}
