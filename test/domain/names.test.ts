import { expect, test } from 'vitest';
import { production } from '../../models/production/index.ts';
import { batchesOf } from '../../models/production/show/batches.ts';
import { sessions } from '../../models/sessions/index.ts';
import { columns } from '../../src/domain/columns.ts';
import { named } from '../../src/solve/names.ts';

test('people and items have their names, with the id where a name repeats', () => {
  const demo = sessions.demo() as { readonly students: readonly object[] };
  const [first, second, ...others] = demo.students;
  const students = [{ ...first, name: 'Sam' }, { ...second, id: 'x', name: 'Sam' }, ...others];
  const { item, who } = sessions.names(
    sessions.parse({
      ...(sessions.demo() as object),
      students,
      previous: undefined,
      posted: [],
      pins: [],
      rules: [],
      blocked: [],
    }),
  );
  expect(who('rivera')).toBe('Ms Rivera');
  expect(who('nobody')).toBe('nobody');
  expect(item('olive#1')).toBe('Olive Hayes#1');
  expect(item('ava#1')).toBe('Sam#1 (ava#1)');
  expect(item('x#1')).toBe('Sam#1 (x#1)');
});

test('a result gets names wherever it has ids, and nothing else is touched', () => {
  const names = {
    who: (id: string) => `W${id}`,
    item: (id: string) => `I${id}`,
    at: (at: Readonly<Record<string, string | number>>) => ({ ...at, operators: 'Bob' }),
  };
  const result = {
    placed: [{ item: 'a', who: 'b', at: { day: 'c', operators: 'bob' }, penalties: { who: 3 } }],
    disruptions: { people: ['b'], disruptions: [{ item: 'a', from: { item: 'a', who: 'b', at: {} } }] },
    reason: { rule: 'a', text: 'a', by: ['a'], room: [] },
  };
  expect(named(result, names)).toEqual({
    placed: [{ item: 'Ia', who: 'Wb', at: { day: 'c', operators: 'Bob' }, penalties: { who: 3 } }],
    disruptions: {
      people: ['Wb'],
      disruptions: [{ item: 'Ia', from: { item: 'Ia', who: 'Wb', at: { operators: 'Bob' } } }],
    },
    reason: { rule: 'a', text: 'a', by: ['Ia'], room: [] },
  });
});

test('the place of divided work says where each batch is and when, and a picture has each by itself', () => {
  const input = production.parse(production.demo());
  const phases = [{ from: '2026-05-04T11:40', to: '2026-05-04T15:00', operators: ['cid'] }];
  const later = [{ from: '2026-05-05T07:00', to: '2026-05-05T10:20', operators: ['bob'] }];
  const batches = JSON.stringify([
    { machine: 'mill-2', quantity: 4, phases },
    { machine: 'mill-1', quantity: 4, phases: later },
  ]);
  const told = production.names(input).at({ start: 's', operators: 'bob + cid', batches });
  expect(told).toEqual({
    start: 's',
    operators: 'bob + cid',
    batches: 'mill-2 2026-05-04T11:40 to 2026-05-04T15:00 + mill-1 2026-05-05T07:00 to 2026-05-05T10:20',
  });
  expect(batchesOf({ who: 'mill-2', at: told })).toEqual([
    { who: 'mill-2', start: '2026-05-04T11:40', end: '2026-05-04T15:00' },
    { who: 'mill-1', start: '2026-05-05T07:00', end: '2026-05-05T10:20' },
  ]);
});

test('columns keep to a width: the widest give way, between words', () => {
  const rows = [
    ['rule', 'says'],
    ['a', 'one two three four five six'],
    ['long-id', 'seven'],
  ];
  expect(columns(rows)).toBe('  rule     says\n  a        one two three four five six\n  long-id  seven');
  // 26 characters: two of the indent, seven of the ids, two between, fifteen for what they say.
  expect(columns(rows, { width: 26 })).toBe(
    ['  rule     says', '  a        one two three', '           four five six', '  long-id  seven'].join('\n'),
  );
  expect(
    columns(
      [
        ['n', 'x'],
        ['7', 'y'],
      ],
      { isRight: [true], hasHead: true, indent: '' },
    ),
  ).toBe('n  x\n-  -\n7  y');
});
