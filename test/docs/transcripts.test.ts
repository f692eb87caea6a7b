import { expect, test } from 'vitest';
import { transcripts, withoutTimes } from '../../scripts/generate/transcripts.ts';

test('the pages show what their commands print, but for times', () => {
  const pages = transcripts();
  expect(pages.map(({ page }) => page)).toContain('docs/demo.md');
  for (const { actual, wanted } of pages) expect(withoutTimes(actual)).toBe(withoutTimes(wanted));
});

test('a transcript that is out of date shows', () => {
  expect(withoutTimes('optimal  19  3.2 s')).toBe(withoutTimes('optimal    19  450 ms'));
  expect(withoutTimes('optimal  19  3.2 s')).not.toBe(withoutTimes('optimal  18  3.2 s'));
});
