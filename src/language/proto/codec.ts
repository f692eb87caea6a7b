import type { ConstraintOf, Kind } from '../constraints/index.ts';
import type { Message } from './schema.ts';

/** The members of `ConstraintProto`'s oneof. */
export type Case = Exclude<keyof Message<'ConstraintProto'>, 'name' | 'enforcement_literal'>;
export type CaseMessage<F extends Case> = NonNullable<Message<'ConstraintProto'>[F]>;

/** What one kind adds to the fields that all kinds have. */
export type Own<K extends Kind> = Omit<ConstraintOf<K>, 'kind' | 'name' | 'enforce' | 'owner'>;

/** What an import gives: the constraint, or what a degenerate form comes to that ours cannot say. */
export type Imported<K extends Kind> = Own<K> | 'always' | 'never';

/** What an import may ask of the file around the constraint. */
export interface Origin {
  /** Our index of the interval that stands at an index of the file's constraints. */
  interval(index: number): number;
  /** Refuses the constraint by name. */
  refuse(code: 'model/unrepresentable' | 'model/shape' | 'model/overflow', problem: string, maybe: string): never;
}

/** How a kind is written as one member of the oneof, and read from it. */
export interface Codec<K extends Kind, F extends Case> {
  readonly field: F;
  to(constraint: ConstraintOf<K>): CaseMessage<F>;
  from(message: CaseMessage<F>, origin: Origin): Imported<K>;
}
