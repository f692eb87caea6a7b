import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Outcomes, PlanSummary, WorkOutcome } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import type { Domains } from '../domains.ts';
import { wholeNumber } from '../options.ts';
import type { DefineCommand } from '../program.ts';
import { table } from '../table.ts';
import { staleStep } from './changes.ts';
import { namesIn, type PeopleNames } from './names.ts';
import {
  answer,
  asking,
  type ChangingOptions,
  counted,
  type DaysOptions,
  daysOf,
  type ServiceOptions,
  saidOf,
  versionFor,
  wayBack,
  withChanging,
  withDays,
  withService,
} from './service.ts';

interface SummaryOptions extends ServiceOptions, DaysOptions {
  readonly weekMinutes?: number;
}

interface PreferOptions extends ChangingOptions {
  readonly direction?: string;
  readonly multiplier?: number;
  readonly forget?: true;
}

interface OutcomeOptions extends ChangingOptions {
  readonly who: string;
  readonly by?: string;
  readonly kind?: string;
  readonly note?: string;
}

/** `dovetail plan summary | outcomes | outcome`: how work is shared out, and how it ended. */
export function reportCommands(domains: Domains): DefineCommand {
  return (plan: Command) => {
    withDays(withService(plan.command('summary')))
      .description('who has how much in each week, what has no place, and which orders are late')
      .argument('<name>', 'of the plan')
      .option('--week-minutes <number>', 'what a week of one person may have', wholeNumber)
      .action(async (name: string, options: SummaryOptions) => {
        const { json, weekMinutes } = options;
        const days = daysOf(options);
        const asked = { ...days, ...(weekMinutes === undefined ? {} : { weekMinutes }) };
        const [found, names] = await asking(options, {}, async (client) => {
          const summary = await client.plans.summary(name, asked);
          return [
            summary,
            json ? new Map() : await namesIn(domains, client, { plan: name, ...(days ? { days } : {}) }),
          ];
        });
        answer(options, found as PlanSummary, summaryText(found as PlanSummary, names as PeopleNames));
      });
    withDays(withService(plan.command('outcomes')))
      .description('how work ended, by person, and how well it has gone')
      .argument('<name>', 'of the plan')
      .action(async (name: string, options: ServiceOptions & DaysOptions) => {
        const [found, names] = await asking(options, {}, async (client) => {
          const outcomes = await client.plans.outcomes(name, daysOf(options));
          return [outcomes, options.json ? new Map() : await namesIn(domains, client, { plan: name })];
        });
        answer(options, found as Outcomes, outcomesText(found as Outcomes, names as PeopleNames));
      });
    withChanging(plan.command('outcome'))
      .description('say how some work ended; what was said of it before is replaced')
      .argument('<name>', 'of the plan')
      .argument('<item>', 'id of the item')
      .argument('<day>', 'the date on which it was to be')
      .addArgument(outcomeArgument(plan))
      .requiredOption('--who <id>', 'to whom it was given')
      .option('--by <id>', 'who did it instead, where it was swapped')
      .option('--kind <name>', 'what its like is compared by, such as a type; the item when left out')
      .option('--note <text>', 'what else there is to say')
      .action(outcome);
  };
}

function outcomeArgument(plan: Command) {
  return plan.createArgument('<outcome>', 'how it ended').choices(['completed', 'swapped', 'no-show']);
}

/** Of what nothing rules out everywhere. */
const MAYBE = 'It may have a place: the next run tries.';

function summaryText({ orders, unplaced, utilisation, version, weeks }: PlanSummary, names: PeopleNames): string {
  const tables = weeks.map(({ from, lanes, loads, spread }) => {
    const at = lanes?.map(({ days, items, lane, minutes }) => [names.get(lane) ?? lane, items, days, minutes]);
    const rows = loads.map(({ days, isNearLimit, items, minutes, who }) => [
      names.get(who) ?? who,
      items,
      days,
      minutes,
      isNearLimit ? 'nearly full' : '',
    ]);
    const head = from === undefined ? 'The week' : `The week of ${from}`;
    const told = [
      ...(rows.length > 0 ? [`${head}: the most is ${spread} more than the fewest.`] : [`${head}:`]),
      ...(rows.length > 0 ? [table(['who', 'items', 'days', 'minutes', ''], rows)] : []),
      ...(at ? [table(['at', 'items', 'days', 'minutes'], at)] : []),
    ];
    return told.join('\n\n');
  });
  const rows = unplaced.map(({ item, label, reason = MAYBE, texts, urgent }) => {
    return [item, label, urgent ? 'urgent' : '', [...texts, reason].join(' ')];
  });
  const open = rows.length > 0 ? [`Without a place:\n\n${table(['item', 'name', '', 'because'], rows)}`] : [];
  const none = weeks.length === 0 ? ['Nothing is in place yet. Try "dovetail plan run".'] : [];
  const used = utilisation ? [`Used, in minutes of those that are open:\n\n${usedText(utilisation)}`] : [];
  return [`Version ${version}.`, ...none, ...tables, ...used, ...ordersText(orders), ...open].join('\n\n');
}

function usedText(utilisation: NonNullable<PlanSummary['utilisation']>): string {
  const rows = utilisation.map(({ busy, kind, label, open }) => {
    return [label, kind, busy, open, open > 0 ? `${Math.round((busy * 100) / open)} %` : '-'];
  });
  return table(['who', 'kind', 'used', 'open', 'share'], rows);
}

/** The orders that are late or wait for a place. */
function ordersText(orders: PlanSummary['orders'] = []): string[] {
  const late = orders.filter(({ lateBy, missing }) => lateBy > 0 || missing.length > 0);
  if (orders.length === 0) return [];
  const count = `${orders.length - late.length} of ${counted(orders.length, 'order')} on time`;
  const rows = late.map(({ due = '', end = '', label, lateBy, missing }) => {
    return [label, due, end, lateBy > 0 ? lateBy : '', missing.join(', ')];
  });
  if (late.length === 0) return [`${count}.`];
  return [`${count}; the others:\n\n${table(['order', 'due', 'done', 'minutes late', 'without a place'], rows)}`];
}

function outcomesText({ affinity, people }: Outcomes, names: PeopleNames): string {
  if (people.length === 0) return 'Nothing is said of how work ended. Try "dovetail plan outcome".';
  const nameOf = (who: string): string => names.get(who) ?? who;
  const ended = people.map((one) => [nameOf(one.who), one.completed, one.swapped, one['no-show']]);
  const learnt = affinity.map(({ count, kind, score, who }) => [nameOf(who), kind, Number(score.toFixed(2)), count]);
  const parts = [table(['who', 'completed', 'swapped', 'no-show'], ended)];
  if (learnt.length > 0) parts.push(table(['who', 'kind', 'affinity', 'of'], learnt));
  return parts.join('\n\n');
}

async function outcome(
  name: string,
  item: string,
  day: string,
  how: WorkOutcome['outcome'],
  options: OutcomeOptions,
): Promise<void> {
  const { by, kind, note, who, why } = options;
  const said: WorkOutcome = {
    ...{ item, day, outcome: how, who },
    ...(by === undefined ? {} : { by }),
    ...(kind === undefined ? {} : { kind }),
    ...(note === undefined ? {} : { note }),
  };
  const written = await asking(options, staleStep(name), async (client) =>
    client.plans.addOutcomes(name, [said], saidOf(await versionFor(client, name, options), why)),
  );
  answer(options, written, `${item} of ${day}: ${how}.${wayBack(name, written)}`);
}

/** `dovetail plan preferences | prefer`: how much rules matter. */
export function preferenceCommands(plan: Command): void {
  withService(plan.command('preferences'))
    .description('what is said of how much rules and keywords matter')
    .argument('<name>', 'of the plan')
    .action(async (name: string, options: ServiceOptions) => {
      const found = await asking(options, {}, (client) => client.plans.preferences(name));
      const rows = found.preferences.map(({ direction, keyword, multiplier, rule, setAt = '', setBy = '' }) => {
        return [rule ?? keyword ?? '', direction ?? `${multiplier} times`, setBy, setAt];
      });
      const text = rows.length > 0 ? table(['rule or keyword', 'matters', 'said by', 'at'], rows) : 'Nothing is said.';
      answer(options, found, text);
    });
  withChanging(plan.command('prefer'))
    .description('say how much a rule or keyword matters, or forget what was said of it')
    .argument('<name>', 'of the plan')
    .argument('[rule]', 'the rule or keyword; all of them with --forget alone')
    .option('--direction <word>', 'minimise, decrease, reset, increase, boost or maximise')
    .addOption(new Option('--multiplier <number>', 'what its weight is multiplied by').argParser(multiplierOf))
    .option('--forget', 'take back what was said')
    .action(prefer);
}

function multiplierOf(text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new InvalidArgumentError('Maybe write a number such as 2 or 0.5.');
}

async function prefer(name: string, rule: string | undefined, options: PreferOptions): Promise<void> {
  const { direction, forget, multiplier, why } = options;
  const said = direction === undefined ? (multiplier === undefined ? undefined : { multiplier }) : { direction };
  if ((said === undefined) === (forget === undefined) || (said && rule === undefined)) {
    throw new DovetailError('input/usage', 'Nothing is said of how much which rule matters.', {
      maybe: 'name a rule with --direction or --multiplier, or say --forget.',
    });
  }
  const written = await asking(options, staleStep(name), async (client) => {
    const seen = saidOf(await versionFor(client, name, options), why);
    return said ? client.plans.prefer(name, rule!, said, seen) : client.plans.unprefer(name, rule, seen);
  });
  const what = said ? `${rule} matters as you say` : `What was said of ${rule ?? 'all rules'} is forgotten`;
  answer(options, written, `${what}; ${name} is at version ${written.version} now.${wayBack(name, written)}`);
}
