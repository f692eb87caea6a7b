import { expect, test } from 'vitest';
import { wordFaults, wordsIn } from '../../scripts/review/words.ts';

test('words of a domain model are found in code, and left alone in comments', () => {
  expect(wordsIn("const employeeOf = 1; // the student\n/** A retail team. */ say('every Teacher');")).toEqual([
    'employee',
    'teacher',
  ]);
  expect(wordsIn("const url = 'http://x/student';")).toEqual(['student']);
  expect(wordsIn('const constellation = bellsize;')).toEqual(['bells']);
});

test('the house speaks of no domain model', () => {
  expect(wordFaults()).toEqual([]);
});
