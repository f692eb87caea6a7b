import type { Models } from '../models.ts';

/** The input of a model, where its name is known. */
export type InputOf<Model extends string> = Model extends keyof Models ? Models[Model]['input'] : object;

/** The solution of a model, where its name is known. */
export type SolutionOf<Model extends string> = Model extends keyof Models
  ? Models[Model]['solution']
  : Readonly<Record<string, unknown>>;

/** A model by its name: one that is known, or a text of which the compiler does not know what it is. */
export type Named<Model extends string> = Model & (string extends Model ? string : keyof Models);
