import { closest } from '../../src/closest.ts';
import { DovetailError } from '../../src/errors.ts';
import type { EventInfo, Problem } from './problem.ts';

/** The event of an id, or of a reference. *Errors* `input/invalid`. */
export function eventCalled({ events }: Problem, name: string): EventInfo {
  const event = events.find(({ id }) => id === name) ?? events.find(({ reference }) => reference === name);
  if (event) return event;
  const near = closest(
    name,
    events.map(({ id }) => id),
  );
  throw new DovetailError('input/invalid', `There is no event ${name}.`, {
    maybe: near ? `you mean ${near}.` : 'use the id or the reference of an event of the input.',
  });
}
