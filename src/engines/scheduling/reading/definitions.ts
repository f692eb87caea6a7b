import type { Model } from '../../../language/model.ts';
import type { Reference } from '../shop.ts';

/** `start of a task + at`, another defined variable, or nothing but a constant; plus an offset. */
export interface Source {
  readonly ref?: Reference;
  readonly variable?: number;
  readonly offset: number;
}

/** What a variable is the greatest of, without variables in between. */
export interface Latest {
  readonly floor: number;
  readonly refs: readonly Reference[];
  readonly offsets: readonly number[];
}

/**
 * Variables that follow from a schedule: each is the greatest of what rows or maxima say that it has to reach, and of
 * the least value of its domain. Makespans, completions of jobs, and tardiness are such variables.
 */
export class Definitions {
  readonly #model: Model;
  readonly #sources = new Map<number, Source[]>();
  readonly #exact = new Set<number>();
  readonly #known = new Map<number, Latest | undefined>();

  constructor(model: Model) {
    this.#model = model;
  }

  has(variable: number): boolean {
    return this.#sources.has(variable);
  }

  /** Every variable that something is said about. */
  variables(): Iterable<number> {
    return this.#sources.keys();
  }

  /** Says that the variable reaches the source; exactly, where it is the greatest of the sources of one statement. */
  add(variable: number, sources: readonly Source[], isExact: boolean): boolean {
    const known = this.#sources.get(variable);
    if (known && (isExact || this.#exact.has(variable))) return false;
    if (isExact) this.#exact.add(variable);
    this.#sources.set(variable, [...(known ?? []), ...sources]);
    return true;
  }

  /** The variable in terms of tasks alone; undefined when it is defined by itself. */
  latest(variable: number): Latest | undefined {
    if (this.#known.has(variable)) return this.#known.get(variable);
    // Until it is known, whoever comes back here has gone in a circle.
    this.#known.set(variable, undefined);
    const refs: Reference[] = [];
    const offsets: number[] = [];
    let floor = this.#model.variables[variable]!.domain[0]!;
    for (const { ref, variable: other, offset } of this.#sources.get(variable) ?? []) {
      if (ref) {
        refs.push(ref);
        offsets.push(offset);
      } else if (other === undefined) floor = Math.max(floor, offset);
      else {
        const latest = this.latest(other);
        if (!latest) return undefined;
        floor = Math.max(floor, latest.floor + offset);
        refs.push(...latest.refs);
        offsets.push(...latest.offsets.map((o) => o + offset));
      }
    }
    const latest = { floor, refs, offsets };
    this.#known.set(variable, latest);
    return latest;
  }
}
