import type { Grid } from './problem.ts';

/** Names of an input, by position. */
export interface Names {
  readonly grid: Grid;
  readonly students: ReadonlyMap<string, number>;
  readonly providers: ReadonlyMap<string, number>;
}

/** Gives each name of a site its number. */
export type Numbering = (site: number, name: string) => number;

export function numbering(): Numbering {
  const known = new Map<number, Map<string, number>>();
  let count = 0;
  return (site, name) => {
    const numbers = known.get(site) ?? new Map<string, number>();
    known.set(site, numbers);
    const number = numbers.get(name) ?? count++;
    numbers.set(name, number);
    return number;
  };
}
