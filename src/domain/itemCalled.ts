import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import type { Ruled } from './parts.ts';
import { listed } from './words.ts';
import type { World } from './world.ts';

/** The item of an id, or of what people call it. *Errors* `input/invalid`, also for what several are called. */
export function itemCalled<W extends World>({ parts, problem }: Ruled<W>, name: string): W['item'] {
  const items = parts.itemsOf(problem);
  const item = items.find(({ id }) => id === name) ?? items.find((one) => parts.labelOf(one) === name);
  if (item) return item;
  const called = items.filter((one) => parts.calledBy(one).includes(name));
  if (called.length > 1)
    throw new DovetailError('input/invalid', `${called.length} ${parts.itemWord}s are called ${name}.`, {
      maybe: `use one of their ids: ${listed(called.map(({ id }) => id))}.`,
    });
  if (called[0]) return called[0];
  const near = closest(
    name,
    items.flatMap((one) => [one.id, parts.labelOf(one)]),
  );
  throw new DovetailError('input/invalid', `There is no ${parts.itemWord} ${name}.`, {
    maybe: near ? `you mean ${near}.` : `use the id of something that the input has to place.`,
  });
}
