/** What is written is dark; what explains it is lighter. */
export const INK = '#222222';
export const FAINT = '#666666';

interface LabelOptions {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly colour?: string;
  readonly size?: number;
  readonly weight?: number;
}

/** A line of text. */
export function label(text: string, { x, y, anchor = 'start', colour = INK, size, weight }: LabelOptions): string {
  const font = `${size === undefined ? '' : ` font-size="${size}"`}${weight === undefined ? '' : ` font-weight="${weight}"`}`;
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" fill="${colour}"${font}>${escaped(text)}</text>`;
}

/** A length in pixels, to a tenth. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text as it stands in SVG. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
