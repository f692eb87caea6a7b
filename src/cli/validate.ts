import type { Command } from 'commander';
import { DovetailError, type Fault } from '../errors.ts';
import type { DomainModel } from '../solve/domainModel.ts';
import { type ToldWarnings, toldWarnings } from '../solve/told.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { EXIT } from './exit.ts';
import { withEdits } from './options.ts';
import type { DefineCommand } from './program.ts';
import { warningsText } from './warnings.ts';

interface Options extends Edits {
  readonly json?: true;
}

/** What is to be said of an input before any run; over HTTP, `POST /v1/validate` says the same. */
interface Validation extends ToldWarnings {
  readonly isValid: boolean;
  readonly errors: readonly Fault[];
  /** Faults that are not listed. */
  readonly errorsOmitted: number;
}

/** `dovetail validate <model> <input>`: every fault of an input, or every warning; nothing is solved. */
export function validateCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withEdits(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('<input>', 'a JSON or YAML file, or - for standard input')
      .option('--json', 'print one JSON document and nothing else')
      .action(async (name: string, path: string, options: Options) => {
        const domain = await domainNamed(domains, name);
        const found = await validate(domain, path, options);
        process.exitCode = found.isValid ? EXIT.solved : EXIT.badInput;
        process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : textOf(found));
      });
  };
}

/** *Errors* `input/file` and `input/syntax`: what cannot be read has no faults to list. */
async function validate(domain: DomainModel, path: string, options: Options): Promise<Validation> {
  try {
    const input = domain.parse(await readInput(domain, path, options));
    return { isValid: true, errors: [], errorsOmitted: 0, ...toldWarnings(domain, input) };
  } catch (thrown) {
    if (!(thrown instanceof DovetailError) || thrown.faults.length === 0) throw thrown;
    const { faultCount, faults } = thrown;
    const told = { errors: faults, errorsOmitted: faultCount - faults.length, warnings: [], warningsOmitted: 0 };
    return { isValid: false, ...told };
  }
}

function textOf({ errors, errorsOmitted, isValid, warnings, warningsOmitted }: Validation): string {
  if (isValid)
    return `${warnings.length > 0 ? `${warningsText(warnings, warningsOmitted)}\n` : ''}The input can be solved.\n`;
  const count = errors.length + errorsOmitted;
  const lines = errors.map(({ code, message, pointer }) => `  ${pointer || '/'} (${code}): ${message}`);
  if (errorsOmitted > 0) lines.push(`  and ${errorsOmitted} more`);
  return `${count === 1 ? '1 fault' : `${count} faults`}: the input cannot be solved as it is.\n\n${lines.join('\n')}\n`;
}
