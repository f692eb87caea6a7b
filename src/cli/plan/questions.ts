import type { Command } from 'commander';
import { stringify } from 'yaml';
import type { Ask, Change } from '../../client/client.ts';
import { msToDuration } from '../../duration.ts';
import { DovetailError } from '../../errors.ts';
import { note } from '../ask.ts';
import { changeOf } from '../change.ts';
import { durationOption } from '../options.ts';
import { type PlacePart, partOf } from './drafts.ts';
import { followed } from './run.ts';
import {
  answer,
  asking,
  type DaysOptions,
  daysOf,
  PATIENT,
  type ServiceOptions,
  withDays,
  withService,
} from './service.ts';

const KINDS = ['what-if', 'counterfactual', 'fixes', 'prices', 'alternatives', 'trade-off', 'why'] as const;
type Kind = (typeof KINDS)[number];

interface AskOptions extends ServiceOptions {
  readonly change?: readonly Change[];
  readonly item?: string;
  readonly who?: string;
  readonly at?: readonly PlacePart[];
  readonly forbid?: true;
  readonly timeLimit?: number;
}

/** `dovetail plan ask | verify`: questions about a run, which the service answers by solving. */
export function questionCommands(plan: Command): void {
  withService(plan.command('ask'))
    .description('ask something about a run: what else is possible, what a rule costs, why an item is where it is')
    .argument('<run>', 'id of the run')
    .addArgument(plan.createArgument('<question>', 'what to ask').choices(KINDS))
    .option('--item <id>', 'the item, for "why" and "counterfactual"')
    .option('--who <id>', 'with whom it would be, for "counterfactual"')
    .option('--at <part=value>', 'where it would be, such as day=2026-01-06; may be said several times', partOf)
    .option('--forbid', 'it must not be there, instead of it has to be')
    .option('--change <change>', 'ask it of the input with this change; may be said several times', changeOf)
    .addOption(durationOption('--time-limit <duration>', 'for the whole question'))
    .action(ask);
  withDays(withService(plan.command('verify')))
    .description('what the plan as it is now says of everything that is open in a draft')
    .argument('<run>', 'id of the run')
    .action(async (run: string, options: ServiceOptions & DaysOptions) => {
      const found = await asking(options, {}, (client) => client.plans.verifyDraft(run, daysOf(options)));
      const { gone, isLegal, issues, penalty } = found;
      const head = isLegal
        ? `Everything that is open in the draft of run ${run} can be accepted; penalty ${penalty}.`
        : `Not everything that is open in the draft of run ${run} can be accepted.`;
      const told = [
        ...issues.map(({ rule, text }) => `  ${rule}: ${text}`),
        ...gone.map(({ item, reasons }) => `  ${item}: ${reasons.join(' ')}`),
      ];
      answer(options, found, [head, ...told].join('\n'));
    });
}

async function ask(run: string, kind: Kind, options: AskOptions): Promise<void> {
  const question = questionOf(kind, options);
  const asked = await asking(options, {}, (client) => client.ask(run, question));
  note(`The question ${asked.id} about run ${run} is asked; Ctrl-C ends it with what it has found.`);
  const found = await asking(
    options,
    {},
    async (client) => {
      await followed(client, asked.id);
      return client.answer(asked.id);
    },
    PATIENT,
  );
  const rest = found.isComplete ? '' : '\nThe time was over before everything was tried. Try a longer --time-limit.';
  answer(options, found, `${stringify(found.answer).trimEnd()}${rest}`);
}

function questionOf(kind: Kind, { at, change, forbid, item, timeLimit, who }: AskOptions): Ask {
  const common = {
    ...(change ? { changes: change } : {}),
    ...(timeLimit === undefined ? {} : { options: { timeLimit: msToDuration(timeLimit) } }),
  };
  if (kind === 'what-if') {
    if (!change) throw missing('--change', 'What the answer would be with which changes is not said.');
    return { ...common, kind, changes: change };
  }
  if (kind !== 'why' && kind !== 'counterfactual') return { ...common, kind };
  if (item === undefined) throw missing('--item', 'The item that is asked about is not named.');
  if (kind === 'why') return { ...common, kind, item };
  return {
    ...common,
    ...{ kind, item },
    ...(who === undefined ? {} : { who }),
    ...(at ? { at: Object.fromEntries(at) } : {}),
    ...(forbid ? { forbid } : {}),
  };
}

function missing(option: string, what: string): DovetailError {
  return new DovetailError('input/usage', what, { maybe: `add ${option}.` });
}
