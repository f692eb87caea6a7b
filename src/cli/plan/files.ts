import { type Command, Option } from 'commander';
import type { Imported } from '../../client/client.ts';
import { DovetailError } from '../../errors.ts';
import { readBlob, readText, writeBytes } from '../files.ts';
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
  versionFor,
  wayBack,
  withChanging,
  withDays,
  withService,
} from './service.ts';

const FORMATS = ['json', 'ndjson', 'csv'] as const;
type Format = (typeof FORMATS)[number];

interface ImportOptions extends ChangingOptions {
  readonly list?: string;
  readonly format?: Format;
  readonly dryRun?: true;
}

interface ExportOptions extends ServiceOptions, DaysOptions {
  readonly as: 'csv' | 'ics';
  readonly person?: string;
  readonly output?: string;
}

/** `dovetail plan import | export`: lists of other systems into a plan, and its schedule out of it. */
export function fileCommands(plan: Command): void {
  withChanging(plan.command('import'))
    .description('bring lists of a plan up to a file, and keep what people have accepted or set by hand')
    .argument('<name>', 'of the plan')
    .argument('<file>', 'JSON, NDJSON or CSV, or - for standard input')
    .option('--list <list>', 'the list that the file is; a file of JSON without it has several by their names')
    .addOption(new Option('--format <format>', 'how the file is written; by its ending when left out').choices(FORMATS))
    .option('--dry-run', 'say what would happen, and change nothing')
    .action(importFile);
  withDays(withService(plan.command('export')))
    .description('the schedule that is in place, as CSV or as a calendar')
    .argument('<name>', 'of the plan')
    .addOption(
      new Option('--as <form>', 'CSV for tables, iCalendar for calendars').choices(['csv', 'ics']).default('csv'),
    )
    .option('--person <id>', 'only the work of one person, as a calendar')
    .option('--output <file>', 'write it to a file')
    .action(exportFile);
}

async function importFile(name: string, file: string, options: ImportOptions): Promise<void> {
  const { dryRun, list, why } = options;
  const format = options.format ?? formatOf(file);
  if (format !== 'json' && list === undefined) {
    throw new DovetailError('input/usage', `A file of ${format} is one list of the input, and nothing says which.`, {
      maybe: 'name it, such as --list events.',
    });
  }
  const content = format === 'json' ? await readText(file) : await readBlob(file);
  const imported = await asking(options, staleStep(name), async (client) => {
    const said = saidOf(await versionFor(client, name, options), why);
    const asked = { format, ...(list === undefined ? {} : { list }), ...(dryRun ? { dryRun } : {}) };
    return client.plans.import(name, content, asked, said);
  });
  answer(options, imported, importedText(name, imported, dryRun === true));
}

/** *Errors* `input/usage` for an ending that says nothing. */
function formatOf(file: string): Format {
  const ending = /\.(json|ndjson|jsonl|csv)$/i.exec(file)?.[1]?.toLowerCase();
  if (ending !== undefined) return ending === 'jsonl' ? 'ndjson' : (ending as Format);
  throw new DovetailError('input/usage', `${file} does not say how it is written.`, {
    maybe: `add --format ${FORMATS.join(' or --format ')}.`,
  });
}

function importedText(name: string, imported: Imported, isTrial: boolean): string {
  const { counts, dropped, version } = imported;
  const { changed, created, kept, read } = counts;
  const what = `${counted(read, 'entry').replace('entrys', 'entries')} read: ${created} created, ${changed} changed, ${kept} kept, ${counts.dropped} dropped`;
  const now = isTrial ? 'nothing is written.' : `${name} is at version ${version} now.`;
  const rows = dropped.map(({ reason, row }) => [row, reason]);
  const left = counts.dropped - dropped.length;
  const more = left > 0 ? `\n${left} more are not listed.` : '';
  const told = rows.length > 0 ? `\n\n${table(['dropped', 'because'], rows)}${more}` : '';
  return `${what}; ${now}${told}${isTrial ? '' : wayBack(name, imported)}`;
}

async function exportFile(name: string, options: ExportOptions): Promise<void> {
  const { as, output, person } = options;
  const of = person === undefined ? (`schedule.${as}` as const) : { person };
  const text = await asking(options, {}, (client) => client.plans.export(name, of, daysOf(options)));
  if (output === undefined) return void process.stdout.write(options.json ? `${JSON.stringify({ text })}\n` : text);
  await writeBytes(output, text);
  answer(options, { output }, `The schedule of ${name} is in ${output}.`);
}
