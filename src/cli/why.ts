import type { Command } from 'commander';
import { named } from '../solve/names.ts';
import type { Placement } from '../solve/placement.ts';
import type { Verdict, WhyThis } from '../solve/why.ts';
import { placeText } from './ask.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { legendOf } from './legend.ts';
import { withEdits } from './options.ts';
import type { DefineCommand } from './program.ts';
import { readSchedule, SCHEDULE } from './schedule.ts';
import { table } from './table.ts';

interface Options extends Edits {
  readonly json?: true;
  readonly all?: true;
}

/** `dovetail why <model> <input> <solution> <item>`: why something is where it is, and why not elsewhere. */
export function whyCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withEdits(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<solution>', `the schedule: ${SCHEDULE}`)
      .argument('<item>', 'what is asked about, such as the id of an event')
      .option('--all', 'every place by itself, instead of one row for each rule')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, inputPath: string, solutionPath: string, item: string, options: Options) => {
        const domain = await domainNamed(domains, name);
        const value = await readInput(domain, inputPath, options);
        const input = domain.parse(value);
        const solution = await readSchedule(domain, value, solutionPath);
        const answer = {
          whyThis: domain.whyThis(input, solution, item) ?? null,
          whyNot: domain.whyNot(input, solution, item),
        };
        const names = domain.names(input);
        const text = textOf(names.item(item), named(answer, names), options);
        process.stdout.write(
          options.json ? `${JSON.stringify(answer)}\n` : `${text}\n${legendOf(domain, value, { text, answer })}`,
        );
      });
  };
}

interface Answer {
  readonly whyThis: WhyThis | null;
  readonly whyNot: readonly Verdict[];
}

function textOf(item: string, { whyThis, whyNot }: Answer, { all }: Options): string {
  const here = whyThis ? whyHere(item, whyThis) : `${item} is not placed. ${leading(whyNot)}`;
  if (all) return `${here}\n\nEvery place that it could have:\n\n${records(whyNot)}`;
  const open = whyNot.filter(({ verdict }) => verdict === 'free' || verdict === 'chosen');
  const shut = whyNot.filter(({ verdict }) => verdict === 'crowded-out' || verdict === 'impossible');
  const parts = [
    here,
    ...(open.length ? [`Where it could be as the schedule is:\n\n${records(open)}`] : []),
    ...(shut.length
      ? [`What rules out the other ${counted(shut.length)}, with one example of each:\n\n${folded(shut)}`]
      : []),
    '--all shows every place by itself.',
  ];
  return parts.join('\n\n');
}

/** What stands in the way most, in one sentence. */
function leading(whyNot: readonly Verdict[]): string {
  if (whyNot.length === 0) return 'It has no place that could be looked at.';
  const free = whyNot.filter(({ verdict }) => verdict === 'free').length;
  if (free > 0)
    return `It could be added at ${counted(free)} as the schedule is; that costs more than it gains, or was not found in time.`;
  const crowded = whyNot.filter(({ verdict }) => verdict === 'crowded-out').length;
  const [most] = byRule(whyNot);
  const what =
    most?.[0]?.rule === undefined
      ? ''
      : ` ${most[0].rule} alone rules out ${most.length} of its ${counted(whyNot.length)}.`;
  if (crowded === 0) return `It has no legal place, whatever else is moved.${what}`;
  return `It has ${counted(crowded)} only where something else would have to make room.${what}`;
}

function counted(places: number): string {
  return places === 1 ? '1 place' : `${places} places`;
}

/** Verdicts by their rule, the rule that decides most of them first; the nearest to legal first within one. */
function byRule(verdicts: readonly Verdict[]): Verdict[][] {
  const groups = Map.groupBy(verdicts, ({ rule, text, verdict }) => JSON.stringify([verdict, rule ?? text]));
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** A row for each rule, those that only crowd out first: they are the ones that can be helped. */
function folded(verdicts: readonly Verdict[]): string {
  const groups = byRule(verdicts).sort(
    (a, b) => Number(b[0]!.verdict === 'crowded-out') - Number(a[0]!.verdict === 'crowded-out'),
  );
  const rows = groups.map((group) => {
    const [{ verdict, rule = '', text = '', needs = '' }] = group as [Verdict];
    return [verdict, rule, group.length, text, needs];
  });
  return table(['verdict', 'rule', 'places', 'for example', 'needs'], rows);
}

/** Where an item is, what there was no choice in, what it costs there, and what elsewhere. */
function whyHere(item: string, { alternatives, only, shares, ...place }: WhyThis): string {
  const parts = [`${item} has this place: ${placeText(place)}.`];
  if (only.length > 0 && alternatives.length > 0)
    parts.push(
      `Every legal place of it has the same ${only.map((part) => (part === 'who' ? 'person or machine' : part)).join(' and ')}.`,
    );
  parts.push(shares.length > 0 ? `What it costs there, by rule:\n\n${records(shares)}` : 'It costs nothing there.');
  parts.push(
    alternatives.length > 0
      ? `Its other legal places, the cheapest first, with what each would change in the penalty:\n\n${records(alternatives)}`
      : 'It has no other legal place as the schedule is.',
  );
  return parts.join('\n\n');
}

/** Records of the same kind as a table with a column for each field, and each part of a place, that any of them has. */
function records(given: readonly object[]): string {
  const list = given.map((record) => {
    const { who, at, ...rest } = record as Partial<Placement>;
    return at === undefined ? record : { who, ...at, ...rest };
  });
  const head = [...new Set(list.flatMap((record) => Object.keys(record)))];
  const rows = list.map((record) => head.map((key) => cell((record as Record<string, unknown>)[key])));
  return table(head, rows);
}

function cell(value: unknown): string | number {
  if (value === undefined) return '';
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.map(cell).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, part]) => `${key} ${cell(part)}`)
    .join(', ');
}
