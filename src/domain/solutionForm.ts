import type { z } from 'zod';
import { type Known, requireKnown } from './entries.ts';
import { Faults, type ReportFault } from './fault.ts';
import type { CommonFaultCode } from './faults.ts';
import { readForm } from './read.ts';

/** A field of the entries of a solution that names something of the input. */
export interface NamingField<Code extends string> {
  readonly field: string;
  readonly known: Known;
  readonly code: CommonFaultCode | Code;
  /** What it names, in a word. */
  readonly what: string;
  /** What is wrong with a name that is not known, and what to do, where it is not "There is no ...". */
  wrong?(name: string): readonly [message: string, maybe: string] | undefined;
}

/** How a solution that is a list of entries is read. */
export interface SolutionForm<Problem, Solution, Code extends string> {
  readonly schema: z.ZodType<Solution>;
  readonly list: keyof Solution & string;
  namingIn(problem: Problem): readonly NamingField<Code>[];
}

/** Reads solutions of one form; the names in them are those of the input. */
export function solutionReader<Problem, Solution extends object, Code extends string>({
  schema,
  list,
  namingIn,
}: SolutionForm<Problem, Solution, Code>) {
  const entriesOf = (solution: Solution) => solution[list] as readonly Readonly<Record<string, string>>[];

  /** Reads the form of a solution, whatever the names in it. *Errors* `input/shape`, `input/invalid`. */
  function readSolution(value: unknown): Solution {
    return readForm(schema, value, 'solution');
  }

  /**
   * Reads a solution that may be typed by hand.
   *
   * *Errors* `input/shape` or `input/invalid` with every name that the input does not have, at its JSON pointer. What is
   * wrong with the schedule itself is for the review to say.
   */
  function parseSolution({ problem }: { readonly problem: Problem }, value: unknown): Solution {
    const solution = readSolution(value);
    const faults = new Faults<Code>();
    const naming = namingIn(problem);
    entriesOf(solution).forEach((entry, index) => {
      for (const one of naming) report(faults, one, { name: entry[one.field]!, path: [list, index, one.field] });
    });
    faults.throwIfAny('solution');
    return solution;
  }

  /** The entries of a solution whose names all exist. */
  function knownIn(problem: Problem, solution: Solution): Solution {
    const naming = namingIn(problem);
    const isKnown = (entry: Readonly<Record<string, string>>): boolean =>
      naming.every(({ field, known }) => known.has(entry[field]!));
    return { ...solution, [list]: entriesOf(solution).filter(isKnown) };
  }

  return { readSolution, parseSolution, knownIn };
}

function report<Code extends string>(
  faults: { readonly report: ReportFault<Code> },
  { code, known, what, wrong }: NamingField<Code>,
  { name, path }: { readonly name: string; readonly path: readonly PropertyKey[] },
): void {
  if (!wrong) {
    requireKnown(faults, name, { path, code, what, known });
    return;
  }
  const found = known.has(name) ? undefined : wrong(name);
  if (found) faults.report(path, code, ...found);
}
