import { type Command, Option } from 'commander';
import type { DomainModel } from '../solve/domainModel.ts';
import { clauseOf } from '../solve/infeasible/conflictingRules.ts';
import { named } from '../solve/names.ts';
import { type DomainRun, solveDomain } from '../solve/solveDomain.ts';
import { statusOf } from '../solve/status.ts';
import { conflictsText, holdsText, meaningsText } from './conflicts.ts';
import { type Domains, domainNamed, readInput } from './domains.ts';
import { exitOf } from './exit.ts';
import { EXPORTS, exported } from './export.ts';
import { writeBytes } from './files.ts';
import { stoppable } from './interrupt.ts';
import { ledgerText } from './ledger.ts';
import { legendOf } from './legend.ts';
import { type MadeFor, madeFor } from './madeFor.ts';
import { type SolvingOptions, solveOptionsOf, withEdits, withSolvingOptions } from './options.ts';
import type { DefineCommand } from './program.ts';
import { progress } from './progress.ts';
import { repeatableText } from './repeatable.ts';
import { report } from './report.ts';
import { readSchedule, SCHEDULE } from './schedule.ts';
import { scheduleText } from './scheduleText.ts';
import { duration } from './table.ts';
import { writeTrace } from './trace.ts';
import { warningsText } from './warnings.ts';

export interface DomainSolvingOptions extends SolvingOptions {
  readonly from?: string;
  readonly leastChange: boolean;
  readonly format: 'text' | (typeof EXPORTS)[number];
  readonly html?: string;
  readonly ledger?: true;
}

/** A problem that is solved, and how it was asked for. */
interface Problem {
  readonly domain: DomainModel;
  readonly value: unknown;
  readonly from: unknown;
  /** The model and the file, as they would be typed again. */
  readonly asked: string;
  /** The input that questions about the schedule are to be given. */
  readonly made: MadeFor;
}

/** `dovetail solve <model> <input>`: solves a problem of a domain, given as JSON or YAML. */
export function solveCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withDomainSolving(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'a JSON or YAML file, or - for standard input')
      .action(async (name: string, path: string, options: DomainSolvingOptions) => {
        const domain = await domainNamed(domains, name);
        const value = await readInput(domain, path, options);
        const from =
          options.from === undefined ? undefined : await readSchedule(domain, value, options.from, { isOlder: true });
        await solveAndTell({ domain, value, from, asked: `${name} ${path}`, made: madeFor(value, options) }, options);
      });
  };
}

/** Adds every option of a command that solves a problem of a domain. */
export function withDomainSolving(command: Command): Command {
  return withEdits(withSolvingOptions(command))
    .option('--from <schedule>', `an earlier schedule to start from, without what no longer fits; ${SCHEDULE}`)
    .addOption(new Option('--format <form>', 'what to print').choices(['text', ...EXPORTS]).default('text'))
    .option('--html <file>', 'write a page as well: the schedule, what is not placed and why, and what it costs')
    .option('--ledger', 'print what each rule takes in the model as well')
    .option('--no-least-change', 'do not look for the schedule with the fewest changes among equally good ones');
}

/** Solves a problem as the options say and prints what became of it; sets the exit code. */
export async function solveAndTell(
  { asked, domain, from, made, value }: Problem,
  options: DomainSolvingOptions,
): Promise<void> {
  const { leastChange } = options;
  const shown = options.progress ? progress(process.stderr) : undefined;
  const run = await stoppable((signal) =>
    solveDomain(domain, value, { ...solveOptionsOf(options), signal, from, leastChange, ...shown }),
  );
  shown?.end();
  if (options.trace !== undefined) await writeTrace(options.trace, run.solved, 'minimize');
  const { answer, ledger } = run;
  if (options.html !== undefined && answer)
    await writeBytes(options.html, report(domain, { ...answer, value, ledger }));
  process.stdout.write(printed({ domain, value, asked, run, made }, options));
  process.exitCode = exitOf(statusOf(run.solved.outcome));
}

/** What a solve prints, in the form that was asked for. */
function printed(
  { asked, domain, made, run, value }: Omit<Problem, 'from'> & { readonly run: DomainRun },
  { format, json, ledger, ...asking }: DomainSolvingOptions,
): string {
  if (json) return `${JSON.stringify({ ...documentOf(run), madeFor: made })}\n`;
  if (format !== 'text' && run.answer) return exported(domain, { format, value, solution: run.answer.solution });
  const text = `${textOf(run, domain, { asked, value })}${repeatableText(run.solved, asking)}${ledger ? `\n${ledgerText(run.ledger)}` : ''}`;
  return `${text}${legendOf(domain, value, { text, answer: toldIn(run, { ledger }) })}`;
}

/** The parts of a run that its text tells of. */
export function toldIn(
  { answer, conflict, ledger, warnings }: DomainRun,
  asked: { readonly ledger?: true | undefined },
): object {
  return { answer, conflict, warnings, ledger: asked.ledger ? ledger : undefined };
}

/** The JSON document of a run. */
export function documentOf({ warnings, solved, answer, conflict, ledger, size, timings }: DomainRun): object {
  const { outcome, engine, reason, incumbents, firstFeasibleMs, ms, defects, skipped } = solved;
  return {
    status: statusOf(outcome),
    stopped: outcome.stopped,
    objective: outcome.solution?.objective ?? null,
    bound: outcome.bound ?? null,
    result: answer?.result ?? null,
    warnings,
    solution: answer?.solution ?? null,
    review: answer?.review ?? null,
    conflict: conflict ?? null,
    engine,
    reason,
    firstFeasibleMs: firstFeasibleMs ?? null,
    incumbents,
    bounds: solved.bounds,
    ms,
    ticks: solved.ticks ?? null,
    ...(solved.repeatTicks === undefined ? {} : { repeatTicks: solved.repeatTicks }),
    leastChange: solved.leastChange ?? null,
    size,
    timings,
    ledger,
    defects,
    skipped,
  };
}

/** A run as people read it: the schedule in the domain's own words, then how it was found and that it was checked. */
export function textOf(
  { answer: found, ...run }: DomainRun,
  domain: DomainModel,
  { asked, value }: Pick<Problem, 'asked' | 'value'>,
): string {
  const { warnings, solved, size, timings } = run;
  const answer = found && named(found, domain.names(domain.parse(value)));
  const status = statusOf(solved.outcome);
  const lines: string[] = [];
  if (answer && answer.review.conflicts.length > 0) lines.push(conflictsText(answer.review.conflicts).trimEnd(), '');
  if (warnings.length > 0) lines.push(warningsText(warnings));
  if (found) lines.push(scheduleText(domain, { value, ...found }).trimEnd(), '');
  const bound = solved.outcome.bound === undefined ? '' : `, bound ${solved.outcome.bound}`;
  const objective = solved.outcome.solution ? `, penalty ${solved.outcome.solution.objective}` : '';
  lines.push(
    `${status} (${solved.outcome.stopped})${objective}${bound}, ${creditOf(solved)}`,
    `Model: ${size.variables} variables, ${size.constraints} constraints, built in ${duration(timings.build)}; first schedule after ${duration(solved.firstFeasibleMs)}, solved in ${duration(solved.ms)}.`,
  );
  if (answer) lines.push(verdict(answer.review), ...leastChangeText(solved.leastChange));
  for (const { message } of solved.defects) lines.push(`Defect: ${message}`);
  if (!answer) lines.push(...withoutAnswer(run, asked));
  return `${lines.join('\n')}\n`;
}

/** Who found the schedule, and whose bound or proof it is that nothing is better. */
function creditOf({ bounds, engine, incumbents, outcome }: DomainRun['solved']): string {
  const finder = incumbents.at(-1)?.engine;
  if (finder === undefined) return `by ${engine}`;
  if (outcome.proof === 'none') return `found by ${finder}`;
  const prover = bounds.at(-1)?.engine ?? engine;
  return prover === finder ? `found and proved by ${finder}` : `found by ${finder}, proved by ${prover}`;
}

/** Why there is no schedule, as far as that is known, and what to do. */
function withoutAnswer({ conflict, solved }: Pick<DomainRun, 'conflict' | 'solved'>, asked: string): string[] {
  const { proof } = solved.outcome;
  if (proof !== 'infeasible') return ['Maybe give it longer with --time-limit.'];
  const next = `Try "dovetail fixes ${asked}" for changes of the input with which there is one.`;
  if (!conflict) return ['There is no schedule that keeps all hard rules.', next];
  return [`There is no schedule: ${clauseOf(conflict)}.`, '', ...meaningsText(conflict), '', next];
}

function leastChangeText(least: DomainRun['solved']['leastChange']): string[] {
  if (!least) return [];
  const { changes, isProved } = least;
  const known = isProved
    ? 'and no schedule with this penalty changes less'
    : 'the fewest that were found for this penalty';
  return [`Changes: ${changes} of what was there before, ${known}.`];
}

function verdict({ conflicts, isLegal, issues, penalty }: NonNullable<DomainRun['answer']>['review']): string {
  if (isLegal)
    return `Review: ${holdsText(conflicts)}, and the penalties add up to ${penalty} by the rules' own count.`;
  return `Review: ${issues.length} hard rules are broken:\n${issues.map((issue) => `  ${issue.rule}: ${issue.text}`).join('\n')}`;
}
