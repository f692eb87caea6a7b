import { type Command, InvalidArgumentError } from 'commander';
import { DovetailError } from '../errors.ts';
import { changed } from '../solve/change.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { type Domains, domainNamed, readInput } from './domains.ts';
import { editsText, madeFor } from './madeFor.ts';
import type { DefineCommand } from './program.ts';
import { readSchedule } from './schedule.ts';
import { type DomainSolvingOptions, solveAndTell, withDomainSolving } from './solve.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

/**
 * `dovetail absent <model> <input> <who> <days>`: solves again with somebody away, and changes as little as possible.
 *
 * *Means* the absence is a change of the input; what is posted for the absent person is placed anew, as with
 * `--reopen absent`. With `--from`, each change of that schedule costs as in the alternative "least change"; with
 * `--no-least-change`, changes are told and cost nothing.
 */
export function absentCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withDomainSolving(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file, or - for standard input')
      .argument('<who>', 'id or name of whoever is away')
      .argument(
        '<days>',
        'the first and the last day, such as 2026-05-17..23 or monday..tuesday; one day alone',
        daysOf,
      )
      .action(async (name: string, path: string, who: string, days: Days, options: DomainSolvingOptions) => {
        const domain = await domainNamed(domains, name);
        const { absence, budgeted, goals, reopened } = domain.whatIf;
        if (!absence)
          throw new DovetailError('input/usage', `Nobody can be absent in the model ${name}.`, {
            maybe: 'say what is different with "dovetail solve --change".',
          });
        const given = await readInput(domain, path, options);
        const gone = absence(given, who, days);
        const away = changed(given, gone);
        requireDays(domain, { given, away }, days);
        const anew = reopened(away, ['absent']);
        const value = changed(away, anew);
        const edits = {
          ...options,
          change: [...(options.change ?? []), ...gone],
          ...(anew.length > 0 ? { reopen: [...new Set([...(options.reopen ?? []), 'absent' as const])] } : {}),
        };
        const problem = { domain, value, asked: `${name} ${path}`, made: madeFor(value, edits) };
        process.stderr.write(
          `To ask about the schedule, keep it with --json, and give the input the same change:\n  dovetail fixes ${name} ${path} SCHEDULE ${editsText(edits)}\n`,
        );
        if (options.from === undefined) return solveAndTell({ ...problem, from: undefined }, options);
        const from = await readSchedule(domain, value, options.from, { isOlder: true });
        const input = domain.parse(value);
        const few = goals(input, from).find(({ name: goal }) => goal === 'least change');
        const aim = options.leastChange && few ? few.changes : budgeted(input, from, {});
        const counted = changed(value, aim);
        return solveAndTell({ ...problem, value: counted, from }, options);
      });
  };
}

/** *Errors* `input/usage` for days that are none of the model, or all outside of the horizon. */
function requireDays(
  domain: DomainModel,
  { given, away }: { readonly given: unknown; readonly away: unknown },
  { from, to }: Days,
): void {
  domain.parse(given);
  const said = from === to ? from : `${from}..${to}`;
  const maybe =
    domain.horizon === undefined
      ? 'write days of the week, such as monday..tuesday.'
      : 'write dates within the horizon, such as 2026-05-17..23.';
  try {
    domain.parse(away);
  } catch (thrown) {
    const [fault] = thrown instanceof DovetailError ? thrown.faults : [];
    if (!fault) throw thrown;
    throw new DovetailError(
      'input/usage',
      `Nobody can be away on ${said}: ${fault.message.replace(/ Maybe .*/s, '')}`,
      { maybe, cause: thrown },
    );
  }
  const sections = given as Readonly<Record<string, unknown>>;
  const horizon = domain.horizon === undefined ? undefined : (sections[domain.horizon] as Partial<Days> | undefined);
  if (!horizon?.from || !horizon.to) return;
  const [first, last] = [horizon.from.slice(0, from.length), horizon.to.slice(0, to.length)];
  if (to < first || from > last)
    throw new DovetailError('input/usage', `${said} is outside of the horizon, which is ${first}..${last}.`, { maybe });
}

/** `2026-05-17..23`, `2026-05-17..06-02`, two whole days, or one. */
function daysOf(text: string): Days {
  const [from = '', end = from, ...more] = text.split('..');
  if (from === '' || end === '' || more.length > 0)
    throw new InvalidArgumentError('Maybe write it like 2026-05-17..23, 2026-05-17..2026-06-02 or 2026-05-17.');
  const isShort = /^\d{4}-\d{2}-\d{2}$/.test(from) && /^(\d{2}-)?\d{2}$/.test(end);
  return { from, to: isShort ? from.slice(0, -end.length) + end : end };
}
