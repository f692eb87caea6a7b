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
