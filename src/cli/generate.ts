import type { Command } from 'commander';
import { allOf, type Domains } from './domains.ts';
import { wholeNumber, withSeed } from './options.ts';
import type { DefineCommand } from './program.ts';

/** `dovetail generate <model> --<size> n ...`: an input of any size, the same for the same arguments. */
export async function generateCommand(domains: Domains): Promise<DefineCommand> {
  const all = Object.values(await allOf(domains));
  return (command: Command) => {
    for (const domain of all) {
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
        const input = domain.generator.generate(sizes);
        process.stdout.write(`${JSON.stringify(input, null, 2)}\n`);
      });
    }
  };
}
