import { expect, test } from 'vitest';
import { staffing } from '../../../models/staffing/index.ts';
import { changedInLists } from '../../../src/solve/inputLists.ts';

/** A retail team in the week of Sunday 2026-05-03, with core events on some of its days. */
const TEAM = {
  profile: 'retail',
  today: '2026-05-01',
  horizon: { from: '2026-05-03', to: '2026-05-16' },
  employees: [
    { id: 'lea', role: 'lead' },
    { id: 'sue', role: 'club-supervisor' },
    { id: 'sam', role: 'specialist' },
    { id: 'tom', role: 'specialist' },
  ],
  events: [] as object[],
  posted: [] as object[],
};

const core = (id: string, start: string, more: object = {}) => ({
  id,
  type: 'core',
  start,
  due: '2026-05-16',
  ...more,
});
const at = (event: string, employee: string, day: string, block?: number) => ({ event, employee, day, block });

function told(input: object): [string, readonly string[]][] {
  const issues = staffing.validation(staffing.parse(JSON.parse(JSON.stringify(input))));
  return issues.filter(({ severity }) => severity !== 'critical').map(({ rule, items }) => [rule, items]);
}

test('work on a seventh day of a week is told, six days are not', () => {
  const days = ['03', '04', '05', '06', '07', '08', '09'].map((day) => `2026-05-${day}`);
  const other = (id: string, day: string) => ({ id, type: 'other', start: day, due: '2026-05-16' });
  const events = days.map((day, i) => other(`e${i}`, day));
  const posted = days.map((day, i) => at(`e${i}`, 'lea', day));
  expect(told({ ...TEAM, events, posted })).toEqual([['work-days', events.map(({ id }) => id)]]);
  expect(told({ ...TEAM, events, posted: posted.slice(1) })).toEqual([]);
});

test('a lead is wanted at the opening and at the closing', () => {
  // Blocks 1 and 2 arrive first, 7 and 8 last.
  const events = [core('open', '2026-05-04'), core('close', '2026-05-04')];
  const posted = [at('open', 'lea', '2026-05-04', 2), at('close', 'sam', '2026-05-04', 8)];
  expect(told({ ...TEAM, events, posted })).toEqual([['closing-lead', ['close']]]);
  const both = [posted[0], at('close', 'sue', '2026-05-04', 7)];
  expect(told({ ...TEAM, events, posted: both })).toEqual([]);
});

test('events of a day that begin together are told where they could be spread', () => {
  const events = [core('a', '2026-05-04'), core('b', '2026-05-04')];
  const posted = [at('a', 'lea', '2026-05-04', 1), at('b', 'sam', '2026-05-04', 2)];
  expect(told({ ...TEAM, events, posted })).toContainEqual(['spread', ['a', 'b']]);
  const apart = [posted[0], at('b', 'sam', '2026-05-04', 3)];
  expect(told({ ...TEAM, events, posted: apart }).map(([rule]) => rule)).not.toContain('spread');
});

test('an event without a place is told on the day before its last, and an option places it', () => {
  const horizon = { from: '2026-05-02', to: '2026-05-16' };
  const event = { id: 'soon', type: 'other', start: '2026-05-01', due: '2026-05-03' };
  const input = { ...TEAM, horizon, events: [event, { ...event, id: 'later', due: '2026-05-04' }] };
  expect(told(input)).toEqual([['due-tomorrow', ['soon']]]);
  const parsed = staffing.parse(input);
  const [issue] = staffing.validation(parsed);
  const [best] = staffing.fixOptions(parsed, issue!.id);
  expect(best!.kind).toBe('assign');
  const after = changedInLists(staffing.lists, input, best!.changes);
  expect(told(after)).toEqual([]);
});

test('work of a rotation is told where neither the one who has it nor the backup does it', () => {
  const rotations = [{ weekday: 'monday', kind: 'primary-lead', employee: 'lea', backup: 'sue' }];
  const events = [core('a', '2026-05-04')];
  const by = (who: string) =>
    told({ ...TEAM, rotations, events, posted: [at('a', who, '2026-05-04', 1)] }).filter(
      ([rule]) => rule === 'rotation-primary-lead',
    );
  expect([by('lea'), by('sue'), by('sam')]).toEqual([[], [], [['rotation-primary-lead', ['a']]]]);
});

test('a posted core event without its supervisor event is told, and an option assigns the follower', () => {
  const events = [
    core('demo', '2026-05-04', { pairing: 'p' }),
    { id: 'visit', type: 'supervisor', start: '2026-05-04', due: '2026-05-16', pairing: 'p' },
  ];
  const input = { ...TEAM, events, posted: [at('demo', 'sam', '2026-05-04', 1)] };
  expect(told(input)).toContainEqual(['supervisor-missing', ['demo', 'visit']]);
  const parsed = staffing.parse(JSON.parse(JSON.stringify(input)));
  const issue = staffing.validation(parsed).find(({ rule }) => rule === 'supervisor-missing')!;
  const option = staffing.fixOptions(parsed, issue.id).find(({ kind }) => kind === 'assign')!;
  expect(option.changes).toMatchObject([
    { add: 'posted', value: { event: 'visit', employee: 'sue', day: '2026-05-04' } },
  ]);
});
