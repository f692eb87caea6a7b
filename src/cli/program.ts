import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, CommanderError } from 'commander';
import { closest } from '../closest.ts';
import { endWarmThreads } from '../engines/thread/host.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { EXIT, exitOfError, reported } from './exit.ts';

/** Adds one command to the program. */
export type AddCommand = (program: Command) => void;

/** Runs the command line; the exit code is in `process.exitCode`. */
export async function run(argv: readonly string[], commands: readonly AddCommand[]): Promise<void> {
  const program = new Command('dovetail')
    .description('A scheduling solver: one constraint model, several engines, every answer checked.')
    .showHelpAfterError('Maybe look at "dovetail --help".')
    .version(versionOf(), '--version', 'print the version')
    .exitOverride();
  endQuietly();
  for (const add of commands) add(program);
  // Subcommands do not inherit these two.
  for (const command of program.commands) command.exitOverride().showHelpAfterError('Maybe add --help.');
  try {
    requireCommand(program, argv);
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    report(thrown);
  } finally {
    await endWarmThreads();
  }
}

/** Refuses a command that does not exist, also before an option such as `--help`, with the name that is closest to it. */
function requireCommand(program: Command, [name, ...rest]: readonly string[]): void {
  if (program.commands.length === 0 || name === undefined || name.startsWith('-') || name === 'help') return;
  const known = program.commands.flatMap((command) => [command.name(), ...command.aliases()]);
  const found = program.commands.find((command) => command.name() === name || command.aliases().includes(name));
  if (found) {
    requireCommand(found, rest);
    return;
  }
  const path = [program.parent?.name(), program.name()].filter(Boolean).join(' ');
  const near = closest(name, known);
  throw new DovetailError('input/usage', `"${path}" has no command ${cut(JSON.stringify(name))}.`, {
    maybe: near ? `you mean ${near}.` : `look at "${path} --help".`,
  });
}

/** The version of the package. */
function versionOf(): string {
  const path = findPackageJSON(import.meta.url)!;
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}

/** Whoever reads the output may have enough of it, such as `head`: that is no failure. */
function endQuietly(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(EXIT.solved);
  });
}

function report(thrown: unknown): void {
  if (thrown instanceof CommanderError) {
    process.exitCode = thrown.exitCode === 0 ? EXIT.solved : EXIT.badInput;
    return;
  }
  process.exitCode = exitOfError(thrown);
  const { code, text } = reported(thrown);
  process.stderr.write(`${code}: ${text}\n`);
}
