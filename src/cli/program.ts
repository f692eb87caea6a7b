import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { Command, CommanderError } from 'commander';
import { closest } from '../closest.ts';
import { endWarmThreads } from '../engines/thread/host.ts';
import { DovetailError } from '../errors.ts';
import { cut } from '../limits.ts';
import { EXIT, exitOfError, reported } from './exit.ts';

/** Gives a command its arguments, its options and what it does. */
export type DefineCommand = (command: Command) => void;

/** A command, which is loaded when somebody asks for it: no other waits for what it needs. */
export interface CommandEntry {
  readonly name: string;
  /** What it does, in one line of the list of all commands. */
  readonly description: string;
  readonly load: () => Promise<DefineCommand>;
}

/** Runs the command line; the exit code is in `process.exitCode`. */
export async function run(argv: readonly string[], commands: readonly CommandEntry[]): Promise<void> {
  const program = new Command('dovetail')
    .description('A scheduling solver: one constraint model, several engines, every answer checked.')
    .showHelpAfterError('Maybe look at "dovetail --help".')
    .version(versionOf(), '--version', 'print the version')
    .exitOverride();
  endQuietly();
  const asked = argv[0] === 'help' ? argv[1] : argv[0];
  try {
    for (const { name, description, load } of commands) {
      const command = program
        .command(name)
        .description(description)
        .exitOverride()
        .showHelpAfterError('Maybe add --help.');
      if (name === asked) (await load())(command);
    }
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
  const found = program.commands.find((command) => command.name() === name);
  if (found) {
    requireCommand(found, rest);
    return;
  }
  const path = [program.parent?.name(), program.name()].filter(Boolean).join(' ');
  const near = closest(
    name,
    program.commands.map((command) => command.name()),
  );
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
