import type { RuledModel } from '../../src/domain/ledger.ts';
import { postRules } from '../../src/domain/posting/postRules.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { Caseload, Sessions } from './caseload.ts';
import { enumerateCells } from './cells.ts';
import type { Input } from './input.ts';
import { Posting } from './posting/posting.ts';

/** A sessions problem with its model, and how to find one in the other. */
export interface Built extends Sessions, RuledModel<Caseload> {
  readonly input: Input;
  /** What the rules posted with, which knows the cells and their literals. */
  readonly posting: Posting;
}

/** Builds the model of a problem and its rules: make the indicators of cells, post each rule, add up the costs. */
export function buildFrom(sessions: Sessions): Built {
  const { problem, rules } = sessions;
  const builder = new ModelBuilder(problem.input.name ?? 'sessions');
  const posting = new Posting(builder, problem, enumerateCells(problem));
  const costs = postRules<Caseload>(rules, posting);
  builder.minimize(posting.costs.total(builder.variables.length));
  return {
    ...sessions,
    input: problem.input,
    model: builder.build(),
    posting,
    choices: posting.cells.count,
    costs,
  };
}
