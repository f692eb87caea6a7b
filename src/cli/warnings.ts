import type { Warning } from '../solve/issue.ts';

/** Warnings, one line each, with where they are, and how many are not listed. *Shapes* at least one. */
export function warningsText(warnings: readonly Warning[], omitted = 0): string {
  const lines = warnings.map(({ message, pointer }) => `  ${pointer || '/'}: ${message}`);
  if (omitted > 0) lines.push(`  and ${omitted} more`);
  const count = warnings.length + omitted;
  const head = count === 1 ? '1 warning' : `${count} warnings`;
  return `${head}: what the input says here has no effect, or another than it may seem.\n\n${lines.join('\n')}\n`;
}
