import type { Command } from 'commander';
import { type Domains, domainNamed, readValue } from './domains.ts';
import { EXIT } from './exit.ts';
import type { AddCommand } from './program.ts';
import { table } from './table.ts';

/** `dovetail check <model> <input> <solution>`: the independent review alone, on any schedule. */
export function checkCommand(domains: Domains): AddCommand {
  return (program: Command) => {
    program
      .command('check')
      .description('review a schedule by the rules alone, whoever made it')
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'the problem, a JSON or YAML file')
      .argument('<solution>', 'the schedule, a JSON or YAML file; what "solve --json" calls solution')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, inputPath: string, solutionPath: string, { json }: { json?: true }) => {
        const domain = domainNamed(domains, name);
        const input = domain.parse(await readValue(inputPath));
        const solution = domain.parseSolution(input, await readValue(solutionPath));
        const review = domain.review(input, solution);
        process.exitCode = review.isLegal ? EXIT.solved : EXIT.infeasible;
        if (json) {
          process.stdout.write(`${JSON.stringify(review)}\n`);
          return;
        }
        const { issues, penalties, penalty } = review;
        for (const { rule, text } of issues) process.stdout.write(`${rule}: ${text}\n`);
        const head = issues.length ? `${issues.length} hard rules are broken.` : 'Every hard rule holds.';
        const rows = Object.entries(penalties).filter(([, amount]) => amount > 0);
        process.stdout.write(`${head}\n\n${table(['soft rule', 'penalty'], [...rows, ['all', penalty]])}\n`);
      });
  };
}
