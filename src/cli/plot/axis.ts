/** Where values stand on one axis, and the values that are written on it. */
export interface Axis {
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Pixels of a value; beyond the axis for a value beyond its range. */
  at(value: number): number;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** An axis with about this many ticks, at multiples of 1, 2 or 5 times a power of ten. */
export function linearAxis(values: Range, pixels: Range, about: number): Axis {
  const step = niceStep((values.to - values.from) / about);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const scale = (pixels.to - pixels.from) / (values.to - values.from);
  const at = (value: number): number => pixels.from + (value - values.from) * scale;
  const first = Math.ceil(values.from / step - 1e-9);
  const last = Math.floor(values.to / step + 1e-9);
  const multiples = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { at, ticks: multiples.map((value) => ({ at: at(value), text: grouped(value, decimals) })) };
}

/** The least of 1, 2 and 5 times a power of ten that is not below a step. */
export function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * (1 - 1e-9))!;
  return factor * power;
}

/** The greatest of 1, 2 and 5 times a power of ten that is not above a number. */
export function niceBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  return power * [5, 2, 1].find((one) => one * power <= value * (1 + 1e-9))!;
}

/** An axis on which equal factors take equal room; ticks at powers of ten, and between them when there are few. */
export function logAxis(values: Range, pixels: Range, textOf: (value: number) => string): Axis {
  const [low, high] = [Math.log10(values.from), Math.log10(values.to)];
  const scale = (pixels.to - pixels.from) / (high - low);
  const at = (value: number): number => pixels.from + (Math.log10(Math.max(value, values.from)) - low) * scale;
  const factors = high - low > 3 ? [1] : [1, 2, 5];
  const ticks: { at: number; text: string }[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (value >= values.from * (1 - 1e-9) && value <= values.to * (1 + 1e-9))
        ticks.push({ at: at(value), text: textOf(value) });
    }
  }
  return { at, ticks };
}

/** A number with a narrow space between thousands. */
export function grouped(value: number, decimals = 0): string {
  const [whole, part] = Math.abs(value).toFixed(decimals).split('.');
  const text = whole!.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const isZero = Number(value.toFixed(decimals)) === 0;
  return `${value < 0 && !isZero ? '\u2212' : ''}${text}${part === undefined ? '' : `.${part}`}`;
}
