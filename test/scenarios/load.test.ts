import { describe, expect, test } from 'vitest';
import { faultsOf, load, ONE_OF_TWO, scratch } from './support/files.ts';

const { write } = await scratch();

const HEAD = 'name: n\nwhy: w\nmodel: staffing\n';

describe('faults of scenario files', () => {
  test('an unknown key at the top has its line and column', async () => {
    const file = await write('top.yaml', `${ONE_OF_TWO}expect: { placed: 1 }\nexpects: { placed: 1 }\n`);
    // ONE_OF_TWO has 13 lines.
    expect(await faultsOf(file)).toEqual(['15:1 unknown-key']);
  });

  test('an unknown expectation has its line and column, in YAML as in JSON', async () => {
    const yaml = await write('expect.yaml', `${HEAD}input: {}\nexpect:\n  placed: 1\n  plased: 1\n`);
    expect(await faultsOf(yaml)).toEqual(['7:3 unknown-key']);
    const json = await write(
      'expect.json',
      '{"name": "n", "why": "w", "model": "staffing", "input": {},\n "expect": {"tocks": 100}}',
    );
    expect(await faultsOf(json)).toEqual(['2:13 unknown-key']);
  });

  test('unknown keys are found in twins, changes, reasons, limits and options', async () => {
    const file = await write(
      'deep.yaml',
      `${HEAD}base: x
options: { threads: 2 }
changes:
  - { set: a, valve: 1 }
expect:
  reason: { a: { rule: x, whose: y } }
  penalty: { atMots: 3 }
twins:
  - without: H1
    expect: { placed: 1, foo: 2 }
`,
    );
    expect(await faultsOf(file)).toEqual([
      '5:12 unknown-key',
      '7:5 missing-key',
      '7:15 unknown-key',
      '9:27 unknown-key',
      '10:3 missing-key',
      '10:14 unknown-key',
      '13:26 unknown-key',
    ]);
  });

  test.each([
    ['no expect', '', '1:1 no-expectation'],
    ['an empty expect', 'expect: {}\n', '5:1 no-expectation'],
    ['an empty map in expect', 'expect: { on: {} }\n', '5:11 no-expectation'],
    ['a reason that asks for nothing', 'expect: { reason: { a: {} } }\n', '5:21 no-expectation'],
    ['a twin without expect', 'expect: { placed: 1 }\ntwins: [{ without: x }]\n', '6:9 no-expectation'],
    [
      'a twin with an empty expect',
      'expect: { placed: 1 }\ntwins: [{ without: x, expect: {} }]\n',
      '6:23 no-expectation',
    ],
    ['a twin that changes nothing', 'expect: { placed: 1 }\ntwins: [{ expect: { placed: 2 } }]\n', '6:9 wrong-value'],
    ['an empty list of twins', 'expect: { placed: 1 }\ntwins: []\n', '6:1 wrong-value'],
    ['an empty list of faults', 'expect: { faults: [] }\n', '5:11 wrong-value'],
    ['legal: false', 'expect: { legal: false }\n', '5:11 wrong-value'],
    ['an outcome that does not exist', 'expect: { outcome: perfect }\n', '5:11 wrong-value'],
    ['half an event', 'expect: { placed: 0.5 }\n', '5:11 wrong-value'],
    ['a schedule of a refused input', 'expect: { placed: 1, faults: [{ pointer: /a, code: b }] }\n', '5:1 wrong-value'],
    ['an unknown engine', 'expect: { placed: 1 }\noptions: { engine: magic }\n', '6:12 unknown-engine'],
    ['a time limit without unit', "expect: { placed: 1 }\noptions: { timeLimit: '10' }\n", '6:12 wrong-value'],
    ['a key twice', 'expect: { placed: 1 }\nname: again\n', '6:1 syntax'],
    ['two documents', 'expect: { placed: 1 }\n---\nname: again\n', '6:1 syntax'],
  ])('refuses %s', async (_, rest, fault) => {
    const file = await write('case.yaml', `${HEAD}input: {}\n${rest}`);
    expect(await faultsOf(file)).toEqual([fault]);
  });

  test('an unknown model, none or two inputs, and changes of an inline input are refused', async () => {
    const rest = 'expect: { placed: 1 }\n';
    expect(await faultsOf(await write('m.yaml', `name: n\nwhy: w\nmodel: x\ninput: {}\n${rest}`))).toEqual([
      '3:1 unknown-model',
    ]);
    expect(await faultsOf(await write('none.yaml', `${HEAD}${rest}`))).toEqual(['1:1 wrong-value']);
    expect(await faultsOf(await write('two.yaml', `${HEAD}input: {}\nbase: x\n${rest}`))).toEqual(['1:1 wrong-value']);
    const changes = 'changes: [{ set: a, value: 1 }]\n';
    expect(await faultsOf(await write('c.yaml', `${HEAD}input: {}\n${changes}${rest}`))).toEqual(['5:1 wrong-value']);
  });

  test('the faults of several files come together', async () => {
    const a = await write('a.yaml', `${HEAD}input: {}\nexpect: {}\n`);
    const b = await write('b.yaml', 'name: [\n');
    const good = await write('good.yaml', `${ONE_OF_TWO}expect: { placed: 1 }\n`);
    expect(await faultsOf(a, b, good)).toHaveLength(2);
    expect(await faultsOf(`${a}.not-there`)).toEqual(['1:1 file-unreadable']);
  });

  test('aliases without end are refused', async () => {
    const file = await write('loop.yaml', `${HEAD}input: &i { again: *i }\nexpect: { placed: 1 }\n`);
    expect(await faultsOf(file)).toEqual(['1:1 syntax']);
  });
});

describe('inputs of scenarios', () => {
  test('a base is another scenario, or a plain input, seen from the file, and is changed in order', async () => {
    await write('base.yaml', `${ONE_OF_TWO}expect: { placed: 1 }\n`);
    await write('plain.json', '{ "employees": [{ "id": "ann" }] }');
    const changes = `changes:
  - { set: employees/ann/role, value: lead }
  - { add: employees, value: { id: bob } }
  - { remove: /employees/0 }
`;
    const expected = 'expect: { placed: 1 }\n';
    const [one, two] = await load(
      await write('one.yaml', `${HEAD}base: base.yaml\nchanges: [{ remove: events/other }]\n${expected}`),
      await write('two.yaml', `${HEAD}base: ./plain.json\n${changes}${expected}`),
    );
    expect(one!.itself.input).toMatchObject({ events: [{ id: 'important' }], employees: [{ id: 'ann' }] });
    expect(two!.itself.input).toEqual({ employees: [{ id: 'bob' }] });
  });

  test('a change of what is not there is a fault at the change', async () => {
    await write('base2.yaml', `${ONE_OF_TWO}expect: { placed: 1 }\n`);
    const changes = 'changes:\n  - { remove: events/other }\n  - { remove: events/other }\n';
    const file = await write('gone.yaml', `${HEAD}base: base2.yaml\n${changes}expect: { placed: 1 }\n`);
    expect(await faultsOf(file)).toEqual(['7:5 change-impossible']);
  });

  test('a base that is missing or leads back is a fault', async () => {
    const expected = 'expect: { placed: 1 }\n';
    const missing = await write('missing.yaml', `${HEAD}base: nowhere.yaml\n${expected}`);
    expect(await faultsOf(missing)).toEqual(['4:1 base-missing', '1:1 file-unreadable']);
    const one = await write('circle1.yaml', `${HEAD}base: circle2.yaml\n${expected}`);
    await write('circle2.yaml', `${HEAD}base: circle1.yaml\n${expected}`);
    expect(await faultsOf(one)).toEqual(['4:1 base-circular']);
  });

  test('the generator is called with the sizes, and unknown or impossible sizes are faults', async () => {
    const expected = 'expect: { legal: true }\n';
    const sizes = '{ events: 3, employees: 2, days: 4, posted: 0, seed: 5 }';
    const [scenario] = await load(await write('g.yaml', `${HEAD}generate: ${sizes}\n${expected}`));
    const { events, employees } = scenario!.itself.input as { events: unknown[]; employees: unknown[] };
    expect([events.length, employees.length]).toEqual([3, 2]);
    expect(await faultsOf(await write('g1.yaml', `${HEAD}generate: { evens: 3 }\n${expected}`))).toEqual([
      '4:13 unknown-key',
    ]);
    expect(await faultsOf(await write('g2.yaml', `${HEAD}generate: { events: 0 }\n${expected}`))).toEqual([
      '4:1 generator-refused',
    ]);
  });

  test('options have units, and a seed when none is given', async () => {
    const rest = 'expect: { placed: 1 }\n';
    const [plain, timed] = await load(
      await write('o1.yaml', `${ONE_OF_TWO}${rest}`),
      await write('o2.yaml', `${ONE_OF_TWO}options: { engine: highs, ticks: 500, timeLimit: 1.5s, seed: 7 }\n${rest}`),
    );
    expect(plain!.options).toEqual({ seed: 1, ticks: 200_000 });
    expect(timed!.options).toEqual({ seed: 7, ticks: 500, engine: 'highs', timeLimitMs: 1500 });
  });
});
