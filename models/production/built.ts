import type { RuledModel } from '../../src/domain/ledger.ts';
import type { Input } from './input.ts';
import type { Posting } from './posting.ts';
import type { Production, Workshop } from './world.ts';

/** A production problem with its model, and how to find one in the other. */
export interface Built extends Production, RuledModel<Workshop> {
  readonly input: Input;
  readonly posting: Posting;
}
