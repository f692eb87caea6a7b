import type { Command } from 'commander';

/** `dovetail openapi`: the OpenAPI document of the service, which does not have to run for it. */
export function openapiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the OpenAPI document of the service')
    .action(async () => {
      const { describeApi } = await import('../http/describeApi.ts');
      process.stdout.write(`${JSON.stringify(describeApi(), null, 2)}\n`);
    });
}
