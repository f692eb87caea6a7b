import type { RuledModel } from '../ledger.ts';
import type { Ruled } from '../parts.ts';
import type { World } from '../world.ts';
import type { Poster } from './poster.ts';
import { postRules } from './postRules.ts';

/** A model whose rules posted with what a domain model posts with. */
export interface PostedModel<W extends World> extends Ruled<W>, RuledModel<W> {
  readonly input: W['problem']['input'];
  /** Knows the choices and their literals. */
  readonly posting: W['posting'];
}

/** The model of a problem with its rules: what each rule posts, and all that it costs as the objective. */
export function modelOf<W extends World & { readonly posting: Poster }>(
  ruled: Ruled<W>,
  posting: W['posting'],
  choices: number,
): PostedModel<W> {
  const costs = postRules<W>(ruled.rules, posting);
  const { builder } = posting;
  builder.minimize(posting.costs.total(builder.variables.length));
  return { ...ruled, input: ruled.problem.input, posting, model: builder.build(), choices, costs };
}
