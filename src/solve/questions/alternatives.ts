import type { Model } from '../../language/model.ts';
import { changed } from '../change.ts';
import { differenceOf } from '../difference.ts';
import type { DomainModel } from '../domainModel.ts';
import type { Placement } from '../placement.ts';
import { type AskOptions, Clock, type Reviewed, resolveIfValid, reviewed } from './resolve.ts';

/** One way to solve a problem, measured by the problem's own weights whatever it aimed at. */
export interface AlternativeSolution extends Reviewed {
  readonly name: string;
  /** Whether it is proved to be the best of what it aimed at. */
  readonly isProved: boolean;
  /** How many items are not where the earlier solution has them; absent without one. */
  readonly disruptions?: number;
}

/** Alternatives side by side. */
export interface Alternatives {
  readonly alternatives: readonly AlternativeSolution[];
  /** The names of goals that nothing was found for. */
  readonly missing: readonly string[];
  /** The items that are not at the same place in all of them, with the place in each; undefined where it has none. */
  readonly differences: readonly { readonly item: string; readonly places: readonly (Placement | undefined)[] }[];
}

export interface AlternativeOptions extends AskOptions {
  /** The earlier solution, which changes are counted from. */
  readonly previous?: unknown;
  /** Told of each alternative as it is known. */
  readonly onAlternative?: ((alternative: AlternativeSolution) => void) | undefined;
}

/**
 * Solves a problem once for each goal of its domain, and says what is different between the solutions.
 *
 * *Shapes* the problem's own goal first. *Units* penalties by the weights of the problem as it is.
 * *Limits* the time is shared out evenly; each later solve starts from the first solution.
 * *Errors* as `resolve`.
 */
export async function alternativesOf<Input, Built extends { readonly model: Model }>(
  domain: DomainModel<Input, Built>,
  value: unknown,
  { previous, onAlternative, ...options }: AlternativeOptions,
): Promise<Alternatives> {
  const clock = new Clock(options);
  const input = domain.parse(value);
  const goals = domain.whatIf.goals(input, previous);
  const alternatives: AlternativeSolution[] = [];
  const missing: string[] = [];
  for (const [i, { name, changes }] of goals.entries()) {
    const resolved = clock.isOver
      ? undefined
      : await resolveIfValid(domain, changed(value, changes), {
          ...options,
          from: previous ?? alternatives[0]?.solution,
          timeLimitMs: clock.share(1 / (goals.length - i)),
        });
    if (!resolved?.found) missing.push(name);
    else {
      const own = reviewed(domain, input, resolved.found.solution);
      const disruptions = disruptionsOf(domain, input, { previous, own });
      const alternative = { name, isProved: resolved.isProved, ...own, ...disruptions };
      alternatives.push(alternative);
      onAlternative?.(alternative);
    }
  }
  return { alternatives, missing, differences: differencesBetween(alternatives) };
}

function disruptionsOf<Input, Built extends { readonly model: Model }>(
  { whatIf }: DomainModel<Input, Built>,
  input: Input,
  { previous, own }: { readonly previous: unknown; readonly own: Reviewed },
): Pick<AlternativeSolution, 'disruptions'> {
  if (previous === undefined) return {};
  const { disruptions } = differenceOf(whatIf.placements(input, previous), own.placements, whatIf.classOf);
  return { disruptions: disruptions.length };
}

function differencesBetween(alternatives: readonly AlternativeSolution[]): Alternatives['differences'] {
  const places = alternatives.map(({ placements }) => new Map(placements.map((one) => [one.item, one])));
  const items = new Set(places.flatMap((map) => [...map.keys()]));
  return [...items]
    .sort()
    .map((item) => ({ item, places: places.map((map) => map.get(item)) }))
    .filter((row) => new Set(row.places.map((place) => JSON.stringify(place && [place.who, place.at]))).size > 1);
}
