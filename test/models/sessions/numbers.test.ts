import { expect, test } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';

const place = (day: string, start = '09:00') => ({ student: 'ann', provider: 'pat', day, start });

const INPUT = {
  profile: 'plain',
  sites: [{ id: 'north' }],
  providers: [{ id: 'pat' }],
  students: [{ id: 'ann', site: 'north', sessions: 3, minutes: 30, providers: ['pat'] }],
};

const previous = { sessions: [place('monday'), place('wednesday'), place('friday')] };

function placed(input: object, solution: object) {
  const parsed = sessions.parse({ ...INPUT, ...input });
  return sessions.result(sessions.build(parsed), solution, 'none');
}

test('sessions are numbered by their times', () => {
  const { placed: items } = placed({}, { sessions: [place('friday'), place('monday', '10:00'), place('monday')] });
  expect(items.map(({ item, at }) => [item, at.day, at.start])).toEqual([
    ['ann#1', 'monday', '09:00'],
    ['ann#2', 'monday', '10:00'],
    ['ann#3', 'friday', '09:00'],
  ]);
});

test('what stays where it was keeps its number, so that only what has moved is told as moved', () => {
  const now = { sessions: [place('wednesday'), place('thursday'), place('friday')] };
  const { disruptions } = placed({ previous }, now);
  expect(disruptions!.disruptions.map(({ item, kind, to }) => [item, kind, to?.at.day])).toEqual([
    ['ann#1', 'moved', 'thursday'],
  ]);
});

test('movable posted work that stays is not told as moved', () => {
  const posted = [place('tuesday'), place('thursday')].map((one) => ({ ...one, movable: true }));
  const { moved } = placed({ posted }, { sessions: [place('monday'), place('thursday')] });
  expect(moved.map(({ from, to }) => [from.at.day, to?.at.day])).toEqual([['tuesday', 'monday']]);
});

test('a posted session keeps the first number, and the pins come next', () => {
  const posted = [place('friday')];
  const pins = [place('thursday')];
  const { placed: items } = placed({ posted, pins }, { sessions: [place('monday')] });
  expect(items.map(({ item, pinned }) => [item, pinned ?? false])).toEqual([
    ['ann#2', true],
    ['ann#3', false],
  ]);
});
