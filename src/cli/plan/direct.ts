import type { Command } from 'commander';
import type { Direct } from '../../direct.ts';
import { DovetailError } from '../../errors.ts';
import { allOf, type Domains } from '../domains.ts';
import { configWith } from '../serve.ts';

export interface DirectFlags {
  readonly direct?: true;
  readonly data?: string;
}

/** Opens a service on the database itself, for a command. *Errors* `input/usage` where there is no database. */
export function opener(
  command: Command,
  { domains, modelsUrl }: { readonly domains: Domains; readonly modelsUrl: string },
): () => Promise<Direct> {
  const { data } = command.opts<DirectFlags>();
  return async () => {
    // Loaded here, so that no other command waits for a web server and a database.
    const [{ hasDatabase }, { openDirect }] = await Promise.all([
      import('../../database.ts'),
      import('../../direct.ts'),
    ]);
    const config = configWith(data === undefined ? {} : { data });
    // Whoever puts a plan may begin with an empty database; nobody else finds anything in one.
    if (command.name() !== 'put' && !hasDatabase(config)) throw withoutDatabase(config.data);
    return openDirect(config, await allOf(domains), modelsUrl);
  };
}

function withoutDatabase(data: string): DovetailError {
  return new DovetailError('input/usage', `There are no plans: the data folder ${data} does not exist.`, {
    maybe: 'name the folder of the service with --data, or put a plan with "dovetail plan put".',
  });
}
