import fc from 'fast-check';
import { expect } from 'vitest';
import { DovetailError, type Fault } from '../../src/errors.ts';

/** A copy with one part, anywhere, replaced, left out, or doubled. */
export function spoil(value: unknown, draw: () => number, replacement: unknown): unknown {
  if (typeof value !== 'object' || value === null || draw() % 12 === 0) return replacement;
  if (Array.isArray(value)) {
    if (value.length === 0) return [replacement];
    const at = draw() % value.length;
    if (draw() % 8 === 0) return [...value, value[at]];
    return value.with(at, spoil(value[at], draw, replacement));
  }
  const keys = Object.keys(value);
  const key = keys[draw() % Math.max(1, keys.length)] ?? 'extra';
  const { [key]: part, ...rest } = value as Record<string, unknown>;
  return draw() % 8 === 0 ? rest : { ...rest, [key]: spoil(part, draw, replacement) };
}

/** What may stand where something else belongs; `own` are values that a model knows. */
export function junk(...own: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>(null, -1, 0, 1e9, 0.5, '', true, [], {}, [null], '__proto__', ...own),
    fc.jsonValue({ maxDepth: 2 }),
  );
}

/** The faults that reading a value is refused with; none where it is read. */
export function faultsFrom(parse: (value: unknown) => unknown, value: unknown): readonly Fault[] {
  try {
    parse(value);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof DovetailError)) throw thrown;
    expect(['input/shape', 'input/invalid']).toContain(thrown.code);
    expect(thrown.faults.length).toBeGreaterThan(0);
    return thrown.faults;
  }
}
