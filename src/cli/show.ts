import { type Command, Option } from 'commander';
import type { ReviewReport } from '../solve/domainModel.ts';
import { named } from '../solve/names.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { EXPORTS, exported } from './export.ts';
import { writeBytes } from './files.ts';
import { legendOf } from './legend.ts';
import { withEdits } from './options.ts';
import type { DefineCommand } from './program.ts';
import { gantt } from './report/gantt.ts';
import { report, titleOf } from './report.ts';
import { readSchedule, SCHEDULE } from './schedule.ts';
import { scheduleText } from './scheduleText.ts';

interface Options extends Edits {
  readonly format: 'text' | (typeof EXPORTS)[number];
  readonly lane?: string;
  readonly html?: string;
  readonly svg?: string;
}

/** What is not shown, because it breaks hard rules. */
function leftOutText({ issues, withdrawn = [] }: ReviewReport): string {
  if (withdrawn.length === 0) return '';
  const [{ rule, text } = { rule: '', text: '' }] = issues;
  return `Left out here, because hard rules are broken: ${withdrawn.join(', ')}. The first of them is ${rule}: ${text}\nTry "dovetail check" for all of them.\n\n`;
}

/** `dovetail show <model> <input> <schedule>`: any schedule as text, CSV, iCalendar or a page to send to somebody. */
export function showCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withEdits(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<schedule>', `the schedule: ${SCHEDULE}`)
      .addOption(new Option('--format <form>', 'what to print').choices(['text', ...EXPORTS]).default('text'))
      .option('--lane <who>', 'of csv and ics: only the work of this person or machine, by id or name')
      .option('--html <file>', 'write a page with the schedule, the reasons and the penalties, and print no text')
      .option('--svg <file>', 'write a picture: a line for each lane, and for each order; print no text')
      .action(async (name: string, path: string, file: string, { format, html, lane, svg, ...edits }: Options) => {
        const domain = await domainNamed(domains, name);
        const value = await readInput(domain, path, edits);
        const solution = await readSchedule(domain, value, file);
        if (svg !== undefined) {
          const timeline = domain.timeline(domain.parse(value), solution);
          await writeBytes(svg, gantt(timeline, titleOf(domain, value)));
          if (html === undefined && format === 'text') return;
        }
        if (format !== 'text') {
          process.stdout.write(exported(domain, { format, lane, value, solution }));
          if (html === undefined) return;
        }
        const input = domain.parse(value);
        const built = domain.build(input);
        const result = domain.result(built, solution, 'none');
        const left = leftOutText(named(domain.review(input, solution), domain.names(input)));
        if (html !== undefined && left !== '') process.stderr.write(left);
        if (html === undefined) {
          const text = `${left}${scheduleText(domain, { value, solution, result })}`;
          process.stdout.write(`${text}${legendOf(domain, value, { text, answer: result })}`);
        } else await writeBytes(html, report(domain, { value, solution, result, ledger: domain.ledger(built) }));
      });
  };
}
