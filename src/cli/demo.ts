import type { Command } from 'commander';
import type { DomainModel } from '../solve/domainModel.ts';
import { solveDomain } from '../solve/solveDomain.ts';
import { statusOf } from '../solve/status.ts';
import { exitOf } from './exit.ts';
import { stoppable } from './interrupt.ts';
import type { AddCommand } from './program.ts';
import { progress } from './progress.ts';
import { documentOf, textOf } from './solve.ts';
import { table } from './table.ts';

/** Enough to prove the demo; counted in work, so that it shows the same schedule everywhere. */
const DEMO_TICKS = 200_000;

/** `dovetail demo`: a problem that comes with the project, from its input to a reviewed schedule. */
export function demoCommand(domain: DomainModel): AddCommand {
  return (program: Command) => {
    program
      .command('demo')
      .description(
        `solve the demo of ${domain.name}: the schedule, what is not placed and why, and what the model costs`,
      )
      .option('--json', 'print one JSON document and nothing else')
      .action(async ({ json }: { json?: true }) => {
        const shown = process.stderr.isTTY ? progress(process.stderr) : undefined;
        const run = await stoppable((signal) =>
          solveDomain(domain, domain.demo(), { signal, ticks: DEMO_TICKS, ...shown }),
        );
        shown?.end();
        process.exitCode = exitOf(statusOf(run.solved.outcome));
        if (json) {
          process.stdout.write(`${JSON.stringify(documentOf(run))}\n`);
          return;
        }
        const { rows, total } = run.ledger;
        const head = ['rule', 'variables', 'constraints', 'terms', 'unshared variables'];
        const lines = [...rows.map((row) => ({ ...row })), { owner: 'all', ...total }].map((row) => [
          row.owner,
          row.variables,
          row.constraints,
          row.terms,
          row.unshared.variables,
        ]);
        process.stdout.write(
          `${textOf(run, domain.show, '')}\nWhat each rule costs in the model:\n\n${table(head, lines)}\n`,
        );
      });
  };
}
