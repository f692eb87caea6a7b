/** Whether the long variants of the property tests are asked for: the same tests over many more cases. */
export const IS_DEEP = process.env.DOVETAIL_DEEP === '1';

/** How many cases a property test goes through: few in every run of the suite, many in `npm run test:deep`. */
export function cases(usual: number, deep: number): number {
  return IS_DEEP ? deep : usual;
}
