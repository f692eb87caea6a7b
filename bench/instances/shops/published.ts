import { join } from 'node:path';
import { instancesFolder } from '../folder.ts';
import { namesIn, parseFlexibleShop, parseJobShop, readBestKnown, type ShopData, textOf } from './readShops.ts';

/** A public job shop, flexible or not, perhaps with operators. */
export interface PublishedShop {
  /** The letters of its name, `mk` of a flexible one, or `operators`. */
  readonly family: string;
  readonly name: string;
  readonly file: string;
  readonly data: ShopData;
  readonly operators: number | undefined;
  readonly best: number | undefined;
}

/** Job shops, each also with the numbers of operators for which somebody has published a value, and flexible job shops. */
export async function publishedShops(): Promise<PublishedShop[]> {
  const [shops, flexible] = [instancesFolder('jobshop'), instancesFolder('flexible-jobshop')];
  const known = await readBestKnown(join(shops, 'best_known.csv'), 1);
  const withOperators = await readBestKnown(join(shops, 'operators_best_known.csv'), 2);
  const found: PublishedShop[] = [];
  for (const name of await namesIn(shops, '.txt')) {
    const common = { file: join(shops, `${name}.txt`), data: parseJobShop(await textOf(shops, `${name}.txt`)) };
    const family = name.replace(/\d+$/, '');
    found.push({ ...common, family, name, operators: undefined, best: known.get(name) });
    for (const operators of [4, 6, 8]) {
      const best = withOperators.get(`${name}/${operators}`);
      if (best !== undefined)
        found.push({ ...common, family: 'operators', name: `${name}/${operators}`, operators, best });
    }
  }
  const bestFlexible = await readBestKnown(join(flexible, 'best_known.csv'), 1);
  for (const name of await namesIn(flexible, '.txt')) {
    const data = parseFlexibleShop(await textOf(flexible, `${name}.txt`));
    const [file, best] = [join(flexible, `${name}.txt`), bestFlexible.get(name)];
    found.push({ file, data, family: 'mk', name, operators: undefined, best });
  }
  return found;
}
