import type { Command } from 'commander';
import { conflictsText, holdsText } from './conflicts.ts';
import { type Domains, domainNamed, readInput, readValue } from './domains.ts';
import { EXIT } from './exit.ts';
import { type ReopenOptions, withReopen } from './options.ts';
import type { AddCommand } from './program.ts';
import { table } from './table.ts';
import { warningsText } from './warnings.ts';

interface Options extends ReopenOptions {
  readonly json?: true;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `dovetail check <model> <input> <solution>`: the independent review alone, on any schedule. */
export function checkCommand(domains: Domains): AddCommand {
  return (program: Command) => {
    withReopen(program.command('check'))
      .description('review a schedule by the rules alone, whoever made it')
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<solution>', 'the schedule, a JSON or YAML file; what "solve --json" calls solution')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, inputPath: string, solutionPath: string, options: Options) => {
        const domain = domainNamed(domains, name);
        const input = domain.parse(await readInput(domain, inputPath, options));
        const solution = domain.parseSolution(input, await readValue(solutionPath));
        const review = domain.review(input, solution);
        const warnings = domain.warnings(input);
        process.exitCode = review.isLegal ? EXIT.solved : EXIT.infeasible;
        if (options.json) {
          process.stdout.write(`${JSON.stringify({ ...review, warnings })}\n`);
          return;
        }
        const { conflicts, issues, penalties, penalty } = review;
        if (warnings.length > 0) process.stdout.write(`${warningsText(warnings)}\n`);
        process.stdout.write(conflictsText(conflicts));
        for (const { rule, text } of issues) process.stdout.write(`${rule}: ${text}\n`);
        const head = issues.length ? `${issues.length} hard rules are broken.` : `${capital(holdsText(conflicts))}.`;
        const rows = Object.entries(penalties).filter(([, amount]) => amount > 0);
        process.stdout.write(`${head}\n\n${table(['soft rule', 'penalty'], [...rows, ['all', penalty]])}\n`);
      });
  };
}
