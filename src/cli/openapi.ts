import type { Command } from 'commander';

/** `dovetail openapi`: the OpenAPI document of the service, which does not have to run for it. */
export function openapiCommand(command: Command): void {
  command.action(async () => {
    const { describeApi } = await import('../http/describeApi.ts');
    process.stdout.write(`${JSON.stringify(describeApi(), null, 2)}\n`);
  });
}
