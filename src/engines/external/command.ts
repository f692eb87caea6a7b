/** The name of the variable of the environment with the command of the external engine. */
export const EXTERNAL_VARIABLE = 'DOVETAIL_EXTERNAL_ENGINE';

/** The command of the external engine, where one is plugged in. */
export function externalCommand(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return environment[EXTERNAL_VARIABLE]?.trim() || undefined;
}
