import type { Warning } from '../solve/result.ts';

/** Warnings, one line each, with where they are. *Shapes* at least one. */
export function warningsText(warnings: readonly Warning[]): string {
  const lines = warnings.map(({ message, pointer }) => `  ${pointer || '/'}: ${message}`);
  const head = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  return `${head}: what the input says here has no effect, or another than it may seem.\n\n${lines.join('\n')}\n`;
}
