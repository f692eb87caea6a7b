import type { Command } from 'commander';
import { z } from 'zod';
import { type Domains, domainNamed } from './domains.ts';
import type { DefineCommand } from './program.ts';

/** `dovetail schema <model>`: the JSON Schema of a model's input. */
export function schemaCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    command
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .option('--solution', 'of the solution instead')
      .action(async (name: string, { solution }: { solution?: true }) => {
        const { inputSchema, solutionSchema } = await domainNamed(domains, name);
        const schema = z.toJSONSchema(solution ? solutionSchema : inputSchema, { io: 'input' });
        process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
      });
  };
}
