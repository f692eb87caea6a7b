import { DOMAIN_MODELS } from '../../models/index.ts';
import type { Client } from '../../src/client/client.ts';
import type { Known, Shot } from './requests.ts';

/** Several, because requests delete some of them. */
const PLANS = ['spring', 'summer', 'late.summer-1'];
const LIST = 'employees';
const input = DOMAIN_MODELS.staffing.example() as object;

const DELETED = new RegExp(`^/v1/plans/(${PLANS.join('|')})$`);

/** Makes a plan anew that a request has deleted, so that those after it have something to ask about. */
export async function madeAgain(client: Client, { path, method }: Shot, { status }: Response): Promise<void> {
  const [, plan] = DELETED.exec(path) ?? [];
  if (plan && method === 'DELETE' && status === 204) await client.plans.put(plan, { model: 'staffing', input });
}

/** Makes plans with work that breaks rules and a run of each, and tells what of them can be asked for, with bodies that fit. */
export async function knownPlans(
  client: Client,
  count = PLANS.length,
): Promise<Pick<Required<Known>, 'values' | 'places' | 'bodies'>> {
  const made = await Promise.all(PLANS.slice(0, count).map((plan) => knownPlan(client, plan)));
  const [first] = made;
  const plans = made.map(({ plan }) => ({ plan }));
  const entries = made.flatMap(({ plan, entries }) => entries.map((id) => ({ plan, list: LIST, id })));
  const issues = made.flatMap(({ plan, issues }) => issues.map((issue) => ({ plan, issue })));
  const runs = made.map(({ run }) => ({ id: run }));
  const versions = plans.flatMap(({ plan }) => [
    { plan, n: '1' },
    { plan, n: '2' },
  ]);
  const below = (path: string): string => `/v1/plans/{plan}${path}`;
  const rows = await client.plans.entries(PLANS[0]!, LIST);
  const values = rows.entries.map(({ value }) => value as object);
  const [name] = first!.entries as [string];
  return {
    values: {
      plan: PLANS.slice(0, count),
      'if-match': ['*', '*', '"1"', '"2"'],
      'if-none-match': ['*'],
      list: [LIST, 'posted'],
      n: ['1', '2'],
      from: ['2026-01-05'],
      to: ['2026-01-11'],
      dryRun: ['true', 'false'],
    },
    places: {
      ...Object.fromEntries(
        [
          ['', plans],
          ['/entries/{list}', plans.map((place) => ({ ...place, list: LIST }))],
          ['/entries/{list}/{id}', entries],
          ['/history', plans],
          ['/history/{n}', versions],
          ['/history/{n}:undo', versions],
          [':import', plans],
          ['/validation', plans],
          ['/issues/{issue}/fixes', issues],
          [
            '/issues/{issue}/fixes/{fix}:apply',
            made.flatMap(({ plan, fixes }) => fixes.map((fix) => ({ plan, ...fix }))),
          ],
          ['/issues/{issue}:ignore', issues],
          ['/issues:fix-all', plans],
          ['/preferences', plans],
          ['/preferences/{name}', made.map(({ plan, rule }) => ({ plan, name: rule }))],
          ['/summary', plans],
          [
            '/exports/{file}',
            plans.flatMap(({ plan }) => [
              { plan, file: 'schedule.csv' },
              { plan, file: 'schedule.ics' },
            ]),
          ],
          ['/exports/people/{file}', entries.map(({ plan, id }) => ({ plan, file: `${id}.ics` }))],
          ['/outcomes', plans],
          ['/runs', plans],
        ].map(([path, places]) => [below(path as string), places]),
      ),
      ...Object.fromEntries(['/draft', ':accept', ':reject'].map((path) => [`/v1/runs/{id}${path}`, runs])),
      '/v1/runs/{id}/draft/{item}': made.flatMap(({ run, items }) => items.map((item) => ({ id: run, item }))),
    },
    bodies: {
      [below('')]: [
        { model: 'staffing', input },
        { changes: [{ set: `${LIST}/${name}/role`, value: 'cook' }] },
        { changes: [{ remove: `${LIST}/${name}` }], reason: 'she has left' },
      ],
      [below('/entries/{list}/{id}')]: values,
      [below(':import')]: [
        { [LIST]: values },
        values.map((one) => JSON.stringify(one)).join('\n'),
        `id,role\n${name},cook\n`,
      ],
      [below('/history/{n}:undo')]: [{}, { partial: true }],
      [below('/issues/{issue}:ignore')]: [{ reason: 'it was agreed' }, { reason: 'for a while', until: '2026-01-31' }],
      [below('/issues/{issue}/fixes/{fix}:apply')]: [{}, { reason: 'as was said' }],
      [below('/issues:fix-all')]: [{}],
      [below('/preferences/{name}')]: [{ direction: 'increase' }, { multiplier: 2 }],
      [below('/outcomes')]: made.slice(0, 1).map(({ items, entries }) => ({
        outcomes: [{ item: items[0], day: '2026-01-05', outcome: 'completed', who: entries[0] }],
      })),
      [below('/runs')]: [{ options: { dryRun: true } }, { options: { termination: { firstFeasible: true } } }],
      '/v1/runs/{id}:accept': [{ partial: true }, {}],
      '/v1/runs/{id}:reject': [{}, { items: first!.items.slice(0, 1) }],
      '/v1/runs/{id}/draft/{item}': [{ who: name }, { at: { day: '2026-01-06' } }],
    },
  };
}

interface KnownPlan {
  readonly plan: string;
  readonly run: string;
  readonly items: readonly string[];
  readonly entries: readonly string[];
  readonly issues: readonly string[];
  readonly fixes: readonly { readonly issue: string; readonly fix: string }[];
  readonly rule: string;
}

async function knownPlan(client: Client, plan: string): Promise<KnownPlan> {
  await client.plans.put(plan, { model: 'staffing', input });
  const { id: run } = await client.plans.run(plan, { options: { termination: { firstFeasible: true } } });
  await client.wait(run);
  const [draft, entries, { issues }, rules] = await Promise.all([
    client.plans.draft(run),
    client.plans.entries(plan, LIST),
    client.plans.validation(plan),
    client.plans.entries(plan, 'rules'),
  ]);
  const [issue] = issues as [(typeof issues)[number]];
  const { fixes } = await client.plans.fixes(plan, issue.id);
  return {
    plan,
    run,
    items: draft.items.map(({ item }) => item),
    entries: entries.entries.map(({ id }) => id),
    issues: issues.map(({ id }) => id),
    fixes: fixes.map(({ id }) => ({ issue: issue.id, fix: id })),
    rule: rules.entries[0]?.id ?? 'load',
  };
}
