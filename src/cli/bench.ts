import type { Command } from 'commander';
import { DovetailError } from '../errors.ts';
import { EXIT } from './exit.ts';
import type { DefineCommand } from './program.ts';
import { table } from './table.ts';

/** What the command needs to know of a bench. */
interface Bench {
  readonly parts?: readonly string[];
  run(options: { note(text: string): void; quick: number; parts: readonly string[] }): Promise<{
    readonly tables: readonly {
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly (string | number)[])[];
    }[];
    readonly data: unknown;
    readonly failures: readonly string[];
  }>;
}

/** What can be measured, by name, each loaded when it is asked for. */
export type Benches = Readonly<Record<string, () => Promise<Bench>>>;

/** `dovetail bench <name>`: measures, and says which bars were missed. */
export function benchCommand(benches: Benches): DefineCommand {
  return (command: Command) => {
    command
      .argument('<name>', `which bench: one of ${Object.keys(benches).join(', ')}`)
      .argument('[parts...]', 'only these of its parts, where it has some')
      .option('--json', 'print one JSON document and nothing else')
      .option('--quick', 'a tenth of the budgets and repetitions, to try it out')
      .action(async (name: string, parts: string[], { json, quick }: { json?: true; quick?: true }) => {
        const load = Object.hasOwn(benches, name) ? benches[name] : undefined;
        if (!load) {
          throw new DovetailError('input/usage', `There is no bench "${name}".`, {
            maybe: `use one of ${Object.keys(benches).join(', ')}.`,
          });
        }
        const note = (text: string): void => void process.stderr.write(`${text}\n`);
        const bench = await load();
        refuseUnknownParts(name, parts, bench.parts);
        const report = await bench.run({ note, quick: quick ? 10 : 1, parts });
        const { tables, data, failures } = report;
        if (json) process.stdout.write(`${JSON.stringify({ bench: name, data, failures })}\n`);
        else {
          for (const { title, head, rows } of tables) process.stdout.write(`\n${title}\n\n${table(head, rows)}\n`);
          process.stdout.write(
            failures.length ? `\n${failures.join('\n')}\n` : '\nEvery answer holds and every bar is met.\n',
          );
        }
        process.exitCode = failures.length ? EXIT.ourFault : EXIT.solved;
      });
  };
}

function refuseUnknownParts(name: string, asked: readonly string[], parts: readonly string[] | undefined): void {
  if (asked.length > 0 && !parts) {
    throw new DovetailError('input/usage', `The bench "${name}" has no parts.`, {
      maybe: `run all of it with "dovetail bench ${name}".`,
    });
  }
  const unknown = asked.find((part) => !parts!.includes(part));
  if (unknown === undefined) return;
  throw new DovetailError('input/usage', `The bench "${name}" has no part "${unknown}".`, {
    maybe: `use some of ${parts!.join(', ')}.`,
  });
}
