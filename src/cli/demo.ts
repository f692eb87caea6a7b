import type { Command } from 'commander';
import type { DomainModel } from '../solve/domainModel.ts';
import { type DomainRun, solveDomain } from '../solve/solveDomain.ts';
import { statusOf } from '../solve/status.ts';
import { type Domains, domainNamed } from './domains.ts';
import { exitOf } from './exit.ts';
import { writeBytes } from './files.ts';
import { stoppable } from './interrupt.ts';
import { ledgerText } from './ledger.ts';
import { legendOf } from './legend.ts';
import type { DefineCommand } from './program.ts';
import { progress } from './progress.ts';
import { report } from './report.ts';
import { documentOf, textOf, toldIn } from './solve.ts';

/** A command is as wide as this before what it does is said. */
const WIDTH = 36;

/** Enough to prove the demo; counted in work, so that it shows the same schedule everywhere. */
const DEMO_TICKS = 200_000;

/**
 * `dovetail demo`: a problem that comes with the project, from its input to a reviewed schedule; that of the model `first` where
 * none is named.
 */
export function demoCommand(domains: Domains, first: keyof Domains): DefineCommand {
  return (command: Command) => {
    command
      .argument('[model]', `one of ${Object.keys(domains).join(', ')}`, first)
      .option('--ledger', 'print what each rule takes in the model as well')
      .option('--html <file>', 'write a page as well: the schedule, what is not placed and why, and what it costs')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, { html, json, ledger }: { html?: string; json?: true; ledger?: true }) => {
        const domain = await domainNamed(domains, name);
        const shown = process.stderr.isTTY ? progress(process.stderr) : undefined;
        const value = domain.demo();
        const run = await stoppable((signal) => solveDomain(domain, value, { signal, ticks: DEMO_TICKS, ...shown }));
        shown?.end();
        process.exitCode = exitOf(statusOf(run.solved.outcome));
        if (html !== undefined && run.answer)
          await writeBytes(html, report(domain, { ...run.answer, value, ledger: run.ledger }));
        if (json) {
          process.stdout.write(`${JSON.stringify(documentOf(run))}\n`);
          return;
        }
        const costs = ledger ? `\n${ledgerText(run.ledger)}` : '';
        const text = `${textOf(run, domain, { asked: '', value })}${costs}`;
        process.stdout.write(
          `${text}${legendOf(domain, value, { text, answer: toldIn(run, { ledger }) })}\n${nextOf(domain, run, domain.name === first)}\n`,
        );
      });
  };
}

/** What a person wants to know in the end: how much is placed, how much is not, and what to try next. */
function nextOf({ name }: DomainModel, { answer }: DomainRun, isFirst: boolean): string {
  const counts = answer?.result.counts;
  const said = counts
    ? `${counts.placed} of ${counts.items} placed, ${counts.notPlaced} not placed; the reasons are above.`
    : '';
  const demo = isFirst ? 'demo' : `demo ${name}`;
  return [
    said,
    'Try next:',
    beside(`dovetail ${demo} --html demo.html`, 'the same as a page'),
    beside(`dovetail ${demo} --ledger`, 'what each rule takes in the model'),
    `  dovetail generate ${name} > input.json, then dovetail solve ${name} input.json`,
    beside('docs/your-own-data.md', 'your own data in ten minutes'),
  ].join('\n');
}

function beside(command: string, says: string): string {
  return `  ${command.padEnd(WIDTH)}  ${says}`;
}
