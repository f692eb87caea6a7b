import type { Command } from 'commander';
import type { Change, Client, Draft, PlanRunRequest, Run } from '../../client/client.ts';
import { msToDuration } from '../../duration.ts';
import { DovetailError } from '../../errors.ts';
import type { Status } from '../../solve/status.ts';
import { note } from '../ask.ts';
import { changeOf } from '../change.ts';
import { EXIT, exitOf } from '../exit.ts';
import { stoppable } from '../interrupt.ts';
import { durationOption, wholeNumber } from '../options.ts';
import { progress } from '../progress.ts';
import { countsText } from './draftText.ts';
import { answer, asking, daysOf, PATIENT, type ServiceOptions, several, withService } from './service.ts';

interface RunOptions extends ServiceOptions {
  readonly from?: string;
  readonly to?: string;
  readonly timeLimit?: number;
  readonly keepChanges?: number;
  readonly frozenDay?: readonly string[];
  readonly change?: readonly Change[];
  readonly wait?: true;
}

/** `dovetail plan run`: asks for a run of a plan, and waits for it if that is wanted. */
export function runCommand(plan: Command): void {
  withService(plan.command('run'))
    .description('solve a plan as it is; what comes out is a draft, and the plan stays as it is until it is accepted')
    .argument('<name>', 'of the plan')
    .option('--from <day>', 'the first day to solve, with --to; the days of the plan when left out')
    .option('--to <day>', 'the last day')
    .addOption(durationOption('--time-limit <duration>', 'stop after this time'))
    .option('--keep-changes <number>', 'how much work that is in place may be moved; none when left out', wholeNumber)
    .option('--frozen-day <day>', 'a day on which nothing in place is moved; may be said several times', several)
    .option('--change <change>', 'try a change in this run only, as "dovetail plan change" takes it', changeOf)
    .option('--wait', 'wait for the end and show how it goes on; Ctrl-C keeps the best so far')
    .action(run);
}

async function run(name: string, options: RunOptions): Promise<void> {
  const request = requestOf(options);
  const asked = await asking(options, {}, (client) => client.plans.run(name, request));
  const { id } = asked;
  if (!options.wait) {
    const next = `Next, when it has ended: dovetail plan draft ${id}`;
    return answer(options, asked, `The run ${id} of ${name} is asked for.\n${next}`);
  }
  note(`The run ${id} of ${name} is asked for.`);
  const steps = {
    'capacity/no-answer': `look at "dovetail plan draft ${id}" later: the run goes on when the service does.`,
  };
  const [ended, draft] = await asking(options, steps, (client) => outcomeOf(client, id), PATIENT);
  process.exitCode = exitOfRun(ended);
  answer(options, ended, endText(ended, draft));
}

/** The run as it has ended, with its draft if there is one. *Errors* `run/crashed`. */
async function outcomeOf(client: Client, id: string): Promise<readonly [Run, Draft?]> {
  const ended = await followed(client, id);
  if (ended.status === 'failed') throw failureOf(ended);
  return ended.revision > 0 ? [ended, await client.plans.draft(id)] : [ended];
}

function requestOf(options: RunOptions): PlanRunRequest {
  const { change, frozenDay, keepChanges, timeLimit } = options;
  const horizon = daysOf(options);
  const budget = keepChanges === undefined ? {} : { budget: { assignments: keepChanges } };
  const keep = { ...budget, ...(frozenDay ? { frozenDays: frozenDay } : {}) };
  return {
    ...(horizon ? { horizon } : {}),
    ...(change ? { changes: change } : {}),
    ...(Object.keys(keep).length > 0 ? { keep } : {}),
    ...(timeLimit === undefined ? {} : { options: { termination: { timeLimit: msToDuration(timeLimit) } } }),
  };
}

/** Shows a run on stderr until it ends; Ctrl-C stops it, and what it has found stays. */
export async function followed(client: Client, id: string): Promise<Run> {
  const shown = progress(process.stderr);
  try {
    return await stoppable((signal) => {
      const stop = (): Promise<unknown> =>
        client.stop(id).catch((thrown: Error) => note(`The run could not be stopped: ${thrown.message}`));
      signal.addEventListener('abort', stop, { once: true });
      return client.wait(id, { onIncumbent: ({ objective, ms }) => shown.onIncumbent({ objective }, ms, '') });
    });
  } finally {
    shown.end();
  }
}

function failureOf({ error, id }: Run): DovetailError {
  const said = error?.message ?? 'the service does not say why';
  return new DovetailError('run/crashed', `The run ${id} failed: ${said}`, {
    maybe: 'ask for it again; the log of the service says more.',
  });
}

function exitOfRun({ outcome, revision, status }: Run): number {
  if (status === 'cancelled' || outcome === null) return EXIT.nothingFound;
  return revision > 0 ? EXIT.solved : exitOf(outcome satisfies Status);
}

function endText({ conflict, id, objective, outcome, status }: Run, draft: Draft | undefined): string {
  const said = outcome ?? status;
  if (draft) return `${said}, penalty ${objective ?? '-'}: ${countsText(draft)}.\nNext: dovetail plan draft ${id}`;
  if (!conflict) return `${said}: no schedule was found.\nTry a longer --time-limit, or --keep-changes.`;
  const rules = conflict.rules.map(({ id: rule, meaning }) => `  ${rule}: ${meaning}`);
  return `${said}: these cannot all hold.\n\n${rules.join('\n')}\n\n${conflict.next}`;
}
