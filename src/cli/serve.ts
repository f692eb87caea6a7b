import { type Command, Option } from 'commander';
import { type Config, configFrom, printConfig, VARIABLES } from '../config.ts';
import { logLine } from '../logLine.ts';
import { allOf, type Domains } from './domains.ts';
import { exitOfError, reported } from './exit.ts';
import type { DefineCommand } from './program.ts';

/** How the command line says what the environment may say too. */
const FLAGS = {
  role: 'DOVETAIL_ROLE',
  host: 'DOVETAIL_HOST',
  port: 'DOVETAIL_PORT',
  data: 'DOVETAIL_DATA',
  workers: 'DOVETAIL_WORKERS',
} as const satisfies Record<string, keyof typeof VARIABLES>;

type Flags = { readonly [Name in keyof typeof FLAGS]?: string };

/** `dovetail serve`: the service, until a signal stops it. */
export function serveCommand(domains: Domains, modelsUrl: string): DefineCommand {
  return (command: Command) => {
    command
      .option('--print-config', 'print the configuration, without secrets, and end')
      .addHelpText('after', environmentHelp());
    for (const [flag, variable] of Object.entries(FLAGS)) {
      command.addOption(new Option(`--${flag} <${flag}>`, VARIABLES[variable].meaning));
    }
    // What keeps it from starting is the last line of a log, where no person reads along.
    if (!process.stderr.isTTY) command.configureOutput({ writeErr: (text) => void complain(text) });
    command.action(async ({ printConfig: isPrint, ...flags }: Flags & { printConfig?: true }) => {
      try {
        const config = configWith(flags);
        if (isPrint) process.stdout.write(printConfig(config));
        else {
          // Loaded here, so that no other command waits for a web server and a database.
          const { serve } = await import('../serve.ts');
          await serve(config, await allOf(domains), modelsUrl);
        }
      } catch (thrown) {
        if (process.stderr.isTTY) throw thrown;
        const { code, text } = reported(thrown);
        complain(text, { code });
        process.exitCode = exitOfError(thrown);
      }
    });
  };
}

function complain(text: string, more: { readonly code?: string } = {}): void {
  process.stderr.write(logLine('fatal', text.trim(), more));
}

/** The environment, with what the command line says on top. */
export function configWith(flags: Flags): Config {
  const said = Object.entries(FLAGS).flatMap(([flag, variable]) => {
    const value = flags[flag as keyof Flags];
    return value === undefined ? [] : [{ flag, variable, value }];
  });
  const values = Object.fromEntries(said.map(({ variable, value }) => [variable, value]));
  const names = Object.fromEntries(said.map(({ flag, variable }) => [variable, `--${flag}`]));
  return configFrom({ ...process.env, ...values }, names);
}

function environmentHelp(): string {
  const names = Object.keys(VARIABLES);
  const width = Math.max(...names.map((name) => name.length));
  const lines = Object.entries(VARIABLES).map(([name, { meaning }]) => `  ${name.padEnd(width)}  ${meaning}`);
  return `\nEnvironment:\n${lines.join('\n')}`;
}
