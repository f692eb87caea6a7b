import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { Generator } from '../solve/domainModel.ts';

/** The example and the demo of a domain model: `example.json` and `demo.yaml` beside its module, whose address this takes. */
export function examplesBeside(module: string): { example(): unknown; demo(): unknown } {
  const read = (name: string): string => readFileSync(new URL(name, module), 'utf8');
  return { example: () => JSON.parse(read('./example.json')), demo: () => parseYaml(read('./demo.yaml')) };
}

/** Makes inputs of asked sizes; what is not asked for is as in `sizes`, and the seed is 1. */
export function generatorOf<Sizes extends Readonly<Record<keyof Sizes, number>>>(
  sizes: Sizes,
  generate: (asked: Sizes & { readonly seed: number }) => unknown,
): Generator {
  return { sizes, generate: (asked) => generate({ ...sizes, seed: 1, ...asked }) };
}
