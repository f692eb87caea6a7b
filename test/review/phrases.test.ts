import { expect, test } from 'vitest';
import { phraseFaults, phrasesIn } from '../../scripts/review/phrases.ts';

test('the repository has none of the phrases', () => {
  expect(phraseFaults()).toEqual([]);
});

const [so, many] = ['so', 'many'];

test.each([
  [`At most ${so} ${many} days.`, `:1 says "${so} ${many}"; write "this many", or the number`],
  [`fine\nthe body is ${'no'} JSON`, `:2 says "is ${'no'} JSON"; write "is not a ..."`],
])('%j is told at its line', (text, fault) => {
  expect(phrasesIn(text)).toEqual([fault]);
});

test('what only looks like one of them is left alone', () => {
  expect(phrasesIn('There is no model "x". There is no key for it. As many as fit, and so on.')).toEqual([]);
});
