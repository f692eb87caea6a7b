import { closest } from '../closest.ts';
import { DovetailError } from '../errors.ts';
import type { Ruled } from './parts.ts';
import type { World } from './world.ts';

/** The item of an id, or of what people call it. *Errors* `input/invalid`. */
export function itemCalled<W extends World>({ parts, problem }: Ruled<W>, name: string): W['item'] {
  const items = parts.itemsOf(problem);
  const item = items.find(({ id }) => id === name) ?? items.find((one) => parts.labelOf(one) === name);
  if (item) return item;
  const near = closest(
    name,
    items.map(({ id }) => id),
  );
  throw new DovetailError('input/invalid', `There is no ${parts.itemWord} ${name}.`, {
    maybe: near ? `you mean ${near}.` : `use the id of something that the input has to place.`,
  });
}
