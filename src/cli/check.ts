import type { Command } from 'commander';
import type { ReviewReport } from '../solve/domainModel.ts';
import { named } from '../solve/names.ts';
import { conflictsText, holdsText } from './conflicts.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { EXIT } from './exit.ts';
import { legendOf } from './legend.ts';
import { withEdits } from './options.ts';
import type { DefineCommand } from './program.ts';
import { readSchedule, SCHEDULE } from './schedule.ts';
import { table } from './table.ts';
import { warningsText } from './warnings.ts';

interface Options extends Edits {
  readonly json?: true;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `dovetail check <model> <input> <solution>`: the independent review alone, on any schedule. */
export function checkCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withEdits(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<solution>', `the schedule: ${SCHEDULE}`)
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, inputPath: string, solutionPath: string, options: Options) => {
        const domain = await domainNamed(domains, name);
        const value = await readInput(domain, inputPath, options);
        const input = domain.parse(value);
        const solution = await readSchedule(domain, value, solutionPath);
        const review = domain.review(input, solution);
        const warnings = domain.warnings(input);
        process.exitCode = review.isLegal ? EXIT.solved : EXIT.infeasible;
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ ...review, warnings })}\n`);
          return;
        }
        if (warnings.length > 0) process.stdout.write(`${warningsText(warnings)}\n`);
        const text = textOf(named(review, domain.names(input)));
        process.stdout.write(`${text}\n${legendOf(domain, value, { text, answer: review })}`);
      });
  };
}

function textOf({ conflicts, issues, penalties, penalty, withdrawn = [] }: ReviewReport): string {
  const rows = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const costs = table(['soft rule', 'points'], [...rows, ['all', penalty]]);
  const before = conflictsText(conflicts);
  if (issues.length === 0) return `${before}${capital(holdsText(conflicts))}.\n\n${costs}`;
  const rules = new Set(issues.map(({ rule }) => rule)).size;
  const count = `${counted(rules, 'hard rule')} ${rules === 1 ? 'is' : 'are'} broken, in ${counted(issues.length, 'place')}:`;
  const lines = issues.map(({ rule, text }) => `  ${rule}: ${text}`);
  const left =
    withdrawn.length === 0
      ? ''
      : `With ${withdrawn.join(', ')} taken out, the schedule keeps the hard rules, as far as taking work out can help. The penalties are those without it:\n\n`;
  return `${before}${count}\n\n${lines.join('\n')}\n\n${left}${costs}`;
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
