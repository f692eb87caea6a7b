import type { Command } from 'commander';
import type { Client, Fix, PlanIssue, PlanValidation } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import { note, signed } from '../ask.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { staleStep } from './changes.ts';
import {
  answer,
  asking,
  type ChangingOptions,
  counted,
  type DaysOptions,
  daysOf,
  type ServiceOptions,
  saidOf,
  several,
  versionFor,
  wayBack,
  withChanging,
  withDays,
  withService,
} from './service.ts';

/** Issues of one request; more take several. */
const PAGE = 200;

interface FixOptions extends ChangingOptions, DaysOptions {
  readonly all?: true;
  readonly skip?: readonly string[];
}

interface IgnoreOptions extends ChangingOptions, DaysOptions {
  readonly until?: string;
}

/** What to do where an issue or a fix is not there. */
const STEPS = {
  'request/not-found': 'look at "dovetail plan validate" for the ids of its issues, with the same --from and --to.',
} as const;

/** `dovetail plan validate | fixes | fix | ignore | heed`: what is wrong with the work of a plan, and ways out of it. */
export function issueCommands(plan: Command): void {
  const ofPlan = (name: string, add = withService): Command =>
    withDays(add(plan.command(name)).argument('<name>', 'of the plan'));
  ofPlan('validate')
    .description('what is wrong with the work that a plan has in place; exit code 3 where a hard rule is broken')
    .action(validate);
  ofPlan('fixes')
    .description('ways to be rid of one issue, each of them tried')
    .argument('<issue>', 'its id, as "plan validate" shows it')
    .action(async (name: string, issue: string, options: ServiceOptions & DaysOptions) => {
      const found = await asking(options, STEPS, (client) => client.plans.fixes(name, issue, daysOf(options)));
      answer(options, found, fixesText(name, issue, found.fixes));
    });
  ofPlan('fix', withChanging)
    .description('apply one fix of an issue; with --all, fix everything that needs no decision')
    .argument('[issue]', 'its id')
    .argument('[fix]', 'the id of the fix, as "plan fixes" shows it')
    .option('--all', 'everything, each issue by its cheapest way')
    .option('--skip <kind>', 'with --all: a kind of fix that is not wanted, such as move; several times', several)
    .action(fix);
  ofPlan('ignore', withChanging)
    .description('do not tell an issue again; --why is needed')
    .argument('<issue>', 'its id')
    .option('--until <day>', 'the last day on which it is ignored; for good when left out')
    .action(ignore);
  withChanging(plan.command('heed').argument('<name>', 'of the plan'))
    .description('tell an issue again that was ignored')
    .argument('<issue>', 'its id')
    .action(async (name: string, issue: string, options: ChangingOptions) => {
      const written = await asking(options, staleStep(name), async (client) =>
        client.plans.heed(name, issue, saidOf(await versionFor(client, name, options), options.why)),
      );
      answer(options, written, `The issue ${issue} is told again.${wayBack(name, written)}`);
    });
}

async function validate(name: string, options: ServiceOptions & DaysOptions): Promise<void> {
  const found = await asking(options, {}, (client) => allIssues(client, name, daysOf(options)));
  if (found.counts.critical > 0) process.exitCode = EXIT.infeasible;
  answer(options, found, validationText(name, found));
}

/** Every issue of one version. */
async function allIssues(client: Client, plan: string, days: ReturnType<typeof daysOf>): Promise<PlanValidation> {
  const first = await client.plans.validation(plan, { ...days, limit: PAGE });
  const issues = [...first.issues];
  let { next } = first;
  while (next !== null) {
    const page = await client.plans.validation(plan, { ...days, limit: PAGE, cursor: next });
    issues.push(...page.issues);
    next = page.next;
  }
  return { ...first, issues, next };
}

function validationText(name: string, { counts, health, issues, version }: PlanValidation): string {
  const { critical, ignored, info, warning } = counts;
  const told = [`${critical} critical`, counted(warning, 'warning'), `${info} for information`];
  const hidden = ignored > 0 ? `, ${ignored} ignored` : '';
  const head = `${name} at version ${version} has health ${health} of 100: ${told.join(', ')}${hidden}.`;
  const heard = issues.filter((issue) => !issue.ignored);
  if (heard.length === 0) return head;
  const rows = heard.map(({ id, rule, severity, text }) => [severity, rule, id, text]);
  const next = `Next: dovetail plan fixes ${name} ${heard[0]!.id}, or dovetail plan fix ${name} --all`;
  return `${head}\n\n${table(['severity', 'rule', 'issue', 'what'], rows)}\n\n${next}`;
}

function fixesText(name: string, issue: string, fixes: readonly Fix[]): string {
  const rows = fixes.map(({ amount, id, kind, needsJudgement, text }) => {
    return [id, kind, signed(amount), needsJudgement ? 'yours' : '-', text];
  });
  const next = `Next: dovetail plan fix ${name} ${issue} ${fixes[0]?.id ?? 'FIX'}`;
  return `${table(['fix', 'kind', 'penalty', 'decision', 'what'], rows)}\n\n${next}`;
}

async function fix(
  name: string,
  issue: string | undefined,
  id: string | undefined,
  options: FixOptions,
): Promise<void> {
  if (options.all) return issue === undefined ? fixAll(name, options) : usage('--all is for every issue.');
  if (issue === undefined || id === undefined) usage('Nothing is said of which fix is meant.');
  const days = daysOf(options);
  const written = await asking(options, { ...STEPS, ...staleStep(name) }, async (client) => {
    const said = saidOf(await versionFor(client, name, options), options.why);
    return client.plans.applyFix(name, { issue, fix: id, ...days }, said);
  });
  const now = `${name} is at version ${written.version} now.`;
  answer(options, written, `${written.fix.text}\n${now}${wayBack(name, written)}`);
}

function usage(what: string): never {
  throw new DovetailError('input/usage', what, {
    maybe: 'give the ids of an issue and of a fix, or --all and neither of them.',
  });
}

async function fixAll(name: string, options: FixOptions): Promise<void> {
  const { skip } = options;
  note(`Ways out of the issues of ${name} are tried, one issue after the other.`);
  const done = await asking(options, staleStep(name), async (client) => {
    const said = saidOf(await versionFor(client, name, options), options.why);
    return client.plans.fixAll(name, { ...(skip ? { skip } : {}), ...daysOf(options) }, said);
  });
  const { fixed, left, version } = done;
  const parts = [
    `${counted(fixed.length, 'issue')} fixed, ${left.length} left; ${name} is at version ${version} now.`,
    ...(fixed.length > 0
      ? [
          table(
            ['fixed', 'by'],
            fixed.map((one) => [one.issue.text, one.fix.text]),
          ),
        ]
      : []),
    ...(left.length > 0 ? [leftText(left)] : []),
  ];
  answer(options, done, `${parts.join('\n\n')}${wayBack(name, done)}`);
}

function leftText(left: readonly { readonly issue: PlanIssue; readonly why: string }[]): string {
  return table(
    ['left', 'issue', 'because'],
    left.map(({ issue, why }) => [issue.id, issue.text, why]),
  );
}

async function ignore(name: string, issue: string, options: IgnoreOptions): Promise<void> {
  const { until, why: reason } = options;
  if (reason === undefined) {
    throw new DovetailError('input/usage', 'An issue is ignored for a reason.', { maybe: 'add --why "...".' });
  }
  const written = await asking(options, { ...STEPS, ...staleStep(name) }, async (client) => {
    const { version } = saidOf(await versionFor(client, name, options), undefined);
    const seen = { reason, ...(version === undefined ? {} : { version }) };
    return client.plans.ignore(name, { issue, ...(until ? { until } : {}), ...daysOf(options) }, seen);
  });
  const how = until === undefined ? 'from now on' : `until ${until}`;
  answer(options, written, `The issue ${issue} is ignored ${how}.${wayBack(name, written)}`);
}
