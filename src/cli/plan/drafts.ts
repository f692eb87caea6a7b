import { type Command, InvalidArgumentError } from 'commander';
import type { Client, Draft } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import type { Domains } from '../domains.ts';
import type { DefineCommand } from '../program.ts';
import { breachesText, draftText } from './draftText.ts';
import { namesIn, type PeopleNames } from './names.ts';
import { refusedText } from './refused.ts';
import {
  answer,
  asking,
  type ChangingOptions,
  counted,
  type ServiceOptions,
  saidOf,
  several,
  versionFor,
  wayBack,
  withChanging,
  withService,
} from './service.ts';

interface ItemOptions extends ChangingOptions {
  readonly item?: readonly string[];
}

interface AcceptOptions extends ItemOptions {
  readonly partial?: true;
  readonly confirm?: readonly string[];
}

interface EditOptions extends ServiceOptions {
  readonly who?: string;
  readonly at?: readonly PlacePart[];
}

/** A part of a place and its value as it was typed. */
export type PlacePart = readonly [part: string, value: string];

/** An item that a draft does not have, or a run that has no draft. */
const STEPS = {
  'request/not-found': 'look at "dovetail plan draft" for the ids of its items; only a run of a plan has a draft.',
} as const;

/** `dovetail plan draft | edit | accept | reject`: what a run proposes, and what people make of it. */
export function draftCommands(domains: Domains): DefineCommand {
  return (plan: Command) => {
    const ofRun = (name: string, add = withService): Command =>
      add(plan.command(name)).argument('<run>', 'id of the run');
    ofRun('draft')
      .description('what a run proposes: new, moved, unchanged, and what is not placed and why')
      .action(async (run: string, options: ServiceOptions) => {
        const [draft, names] = await asking(options, STEPS, async (client) => {
          const found = await client.plans.draft(run);
          return [found, options.json ? new Map<string, string>() : await namesOf(domains, client, found)] as const;
        });
        answer(options, draft, draftText(draft, names));
      });
    ofRun('edit')
      .description('put an item of a draft elsewhere, and hear at once what that breaks')
      .argument('<item>', 'id of the item')
      .option('--who <id>', 'with whom instead')
      .option('--at <part=value>', 'where instead, such as day=2026-01-06; may be said several times', partOf)
      .action(edit);
    ofRun('accept', withChanging)
      .description('put the open items of a draft in place in the plan: all of them, or nothing')
      .option('--item <id>', 'only this item; may be said several times', several)
      .option('--partial', 'accept the rest where some of it is refused')
      .option(
        '--confirm <rule>',
        'a rule that an edited item breaks on purpose, so that its warning does not stop you; may be given several times',
        several,
      )
      .action(accept);
    ofRun('reject')
      .description('refuse the open items of a draft; the plan stays as it is')
      .option('--item <id>', 'only this item; may be said several times', several)
      .action(async (run: string, options: ItemOptions) => {
        const draft = await asking(options, STEPS, (client) => client.plans.reject(run, options.item));
        const count = draft.items.filter(({ state }) => state === 'rejected').length;
        answer(options, draft, `${counted(count, 'item')} of the draft of run ${run} rejected.`);
      });
  };
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the plan calls those of the draft. */
async function namesOf(domains: Domains, client: Client, { items, plan }: Draft): Promise<PeopleNames> {
  const days = items.flatMap(({ from, to }) => [from?.at.day, to?.at.day]).filter((day) => ISO_DAY.test(String(day)));
  const sorted = days.map(String).sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  return namesIn(domains, client, { plan: plan.id, days: from === undefined || to === undefined ? {} : { from, to } });
}

async function edit(run: string, item: string, options: EditOptions): Promise<void> {
  const { at = [], who } = options;
  if (who === undefined && at.length === 0)
    throw new DovetailError('input/usage', 'The command does not say where the item is to be.', {
      maybe: 'add --who, or --at such as --at day=2026-01-06.',
    });
  const edited = await asking(options, STEPS, async (client) => {
    const { items } = await client.plans.draft(run);
    const now = items.find((one) => one.item === item)?.to?.at ?? {};
    // A part of a place is a number where the run has a number.
    const parts = at.map(([part, value]) => [part, typeof now[part] === 'number' ? Number(value) : value] as const);
    return client.plans.edit(run, item, {
      ...(who === undefined ? {} : { who }),
      ...(parts.length > 0 ? { at: Object.fromEntries(parts) } : {}),
    });
  });
  const [told = ''] = breachesText(edited);
  answer(options, edited, `${told}\nNext: dovetail plan accept ${run}`);
}

export function partOf(text: string, before: readonly PlacePart[] = []): readonly PlacePart[] {
  const [, part, value] = /^\s*([^=]+?)\s*=\s*(\S.*?)\s*$/.exec(text) ?? [];
  if (part === undefined || value === undefined) throw new InvalidArgumentError('Maybe write it like day=2026-01-06.');
  return [...before, [part, value]];
}

async function accept(run: string, options: AcceptOptions): Promise<void> {
  const { confirm, item: items, partial, why } = options;
  const [accepted, draft] = await asking(options, STEPS, async (client) => {
    const found = await client.plans.draft(run);
    const { id } = found.plan;
    const asked = { ...(items ? { items } : {}), ...(partial ? { partial } : {}), ...(confirm ? { confirm } : {}) };
    const said = saidOf(await versionFor(client, id, options), why);
    return [await client.plans.accept(run, asked, said), found] as const;
  });
  const labels = new Map(draft.items.map(({ item, label }) => [item, label]));
  const { id, version } = accepted;
  const what = `${counted(accepted.accepted.length, 'item')} accepted; ${id} is at version ${version} now.`;
  answer(options, accepted, `${what}${wayBack(id, accepted)}${refusedText(accepted.refused, labels)}`);
}
