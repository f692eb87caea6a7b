import type { Command } from 'commander';
import { readModel } from '../language/read.ts';
import { type Explanation, explainInfeasible } from '../solve/infeasible/explainInfeasible.ts';
import { labelsOf } from '../solve/infeasible/labels.ts';
import { EXIT } from './exit.ts';
import { readBytes } from './files.ts';
import { stoppable } from './interrupt.ts';
import { durationOption, withSeed } from './options.ts';

interface Options {
  readonly timeLimit: number;
  readonly seed: number;
  readonly json?: true;
}

/** `dovetail explain <model>`: which constraints of an infeasible model are in conflict. */
export function explainCommand(command: Command): void {
  withSeed(command)
    .argument('<model>', 'a model in any form, or - for standard input')
    .addOption(durationOption('--time-limit <duration>', 'for all solves together', 30_000))
    .option('--json', 'print one JSON document and nothing else')
    .action(async (path: string, { timeLimit: budgetMs, seed, json }: Options) => {
      const { model, placeOf } = readModel(await readBytes(path));
      const labels = labelsOf(model, { placeOf, variables: true });
      const explanation = await stoppable((signal) => explainInfeasible(model, labels, { budgetMs, seed, signal }));
      process.stdout.write(json ? `${JSON.stringify(documentOf(explanation))}\n` : textOf(explanation));
      process.exitCode = exitOf(explanation);
    });
}

/** An infeasible model that was explained is a success: the question was why. */
function exitOf(explanation: Explanation): number {
  return explanation.kind === 'unknown' ? EXIT.nothingFound : EXIT.solved;
}

function documentOf(explanation: Explanation): object {
  if (explanation.kind !== 'feasible') return explanation;
  return { kind: 'feasible', solution: [...explanation.solution.values] };
}

function textOf(explanation: Explanation): string {
  switch (explanation.kind) {
    case 'feasible':
      return 'The model has a solution; nothing conflicts.\n';
    case 'unknown':
      return 'Not decided in time.\nMaybe give it longer with --time-limit.\n';
    case 'conflict': {
      const { labels, isMinimal, isVerified, solves } = explanation;
      const size = labels.length === 1 ? 'One part cannot hold' : `${labels.length} parts cannot all hold`;
      const minimal = isMinimal ? 'without any one of them the rest can' : 'a smaller set may conflict as well';
      const verified = isVerified ? 'confirmed by a solve of these alone' : 'not confirmed by a solve of these alone';
      if (labels.length === 0) return `What cannot be left out has no solution (${verified}).\n`;
      return `${size}; ${minimal}; ${verified} (${solves} solves):\n${labels.map((label) => `  ${label}\n`).join('')}`;
    }
  }
}
