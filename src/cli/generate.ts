import type { Command } from 'commander';
import { type Domains, domainNamed } from './domains.ts';
import { wholeNumber, withSeed } from './options.ts';
import type { AddCommand } from './program.ts';

/** `dovetail generate <model> --<size> n ...`: an input of any size, the same for the same arguments. */
export function generateCommand(domains: Domains): AddCommand {
  return (program: Command) => {
    const command = program
      .command('generate')
      .description('write an input of a given size to standard output, the same bytes for the same arguments');
    for (const domain of Object.values(domains)) {
      const sub = withSeed(command.command(domain.name)).description(domain.description);
      for (const [option, fallback] of Object.entries(domain.generator.sizes)) {
        sub.option(
          `--${option} <number>`,
          option === 'horizon' ? 'how many days the horizon has' : `how many ${option}`,
          wholeNumber,
          fallback,
        );
      }
      sub.action((sizes: Record<string, number>) => {
        const input = domainNamed(domains, domain.name).generator.generate(sizes);
        process.stdout.write(`${JSON.stringify(input, null, 2)}\n`);
      });
    }
  };
}
