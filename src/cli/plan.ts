import type { Command } from 'commander';
import type { Domains } from './domains.ts';
import { changeCommands } from './plan/changes.ts';
import { type DirectFlags, opener } from './plan/direct.ts';
import { draftCommands } from './plan/drafts.ts';
import { fileCommands } from './plan/files.ts';
import { issueCommands } from './plan/issues.ts';
import { questionCommands } from './plan/questions.ts';
import { preferenceCommands, reportCommands } from './plan/reports.ts';
import { runCommand } from './plan/run.ts';
import { sinkCommand } from './plan/sink.ts';
import { storedCommands } from './plan/stored.ts';
import type { DefineCommand } from './program.ts';

const HELP = `
A plan is kept by a service that runs; "dovetail serve" starts one. DOVETAIL_URL says where it is, as --url does, and
DOVETAIL_KEY has the API key where the service wants one: there is no option for it, since other people on the machine can read the options of a command.
With --direct no service has to run: the command works on the database by itself, beside services if there are any.`;

/** `dovetail plan ...`: plans of a running service, or of a database; each file of the folder has the commands of one concern. */
export function planCommand(domains: Domains, modelsUrl: string): DefineCommand {
  return (plan: Command) => {
    plan.addHelpText('after', HELP);
    const all = [
      ...[storedCommands(domains), changeCommands, fileCommands, runCommand, draftCommands(domains), questionCommands],
      ...[issueCommands, preferenceCommands, reportCommands(domains), sinkCommand],
    ];
    for (const add of all) add(plan);
    plan.hook('preAction', (_, command) => {
      const { data, direct } = command.opts<DirectFlags>();
      if (direct || data !== undefined) command.setOptionValue('direct', opener(command, { domains, modelsUrl }));
    });
  };
}
