import { modelOf, type PostedModel } from '../../src/domain/posting/modelOf.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import type { Caseload, Sessions } from './caseload.ts';
import { enumerateCells } from './cells.ts';
import { Posting } from './posting/posting.ts';

/** A sessions problem with its model, and how to find one in the other. */
export type Built = PostedModel<Caseload>;

/** Builds the model of a problem and its rules: make the indicators of cells, post each rule, add up the costs. */
export function buildFrom(sessions: Sessions): Built {
  const { problem } = sessions;
  const builder = new ModelBuilder(problem.input.name ?? 'sessions');
  const posting = new Posting(builder, problem, enumerateCells(problem));
  return modelOf(sessions, posting, posting.cells.count);
}
