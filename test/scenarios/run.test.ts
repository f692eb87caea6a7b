import { describe, expect, test } from 'vitest';
import { documentOfVerdicts, printVerdicts } from '../../src/scenarios/print.ts';
import { runScenario, runScenarios, type ScenarioVerdict } from '../../src/scenarios/run.ts';
import { load, ONE_OF_TWO, scratch } from './support/files.ts';

const { write } = await scratch();

async function verdictOn(rest: string): Promise<ScenarioVerdict> {
  const [scenario] = await load(await write('scenario.yaml', `${ONE_OF_TWO}${rest}`));
  return runScenario(scenario!);
}

describe('runScenario', () => {
  test('is content when all is as expected, in the scenario and in its twins', async () => {
    const { failures } = await verdictOn(`expect:
  outcome: optimal
  placed: [important]
  reason: { other: { kind: crowded-out, rule: one-a-day, who: ann, on: 2026-01-06, by: [important] } }
  # 1000 for the unplaced event, 10 x (21 - 1) for its urgency.
  penalty: 1200
twins:
  - without: one-a-day
    expect: { placed: [important, other], penalty: 0 }
  - why: with Bob
    changes: [{ add: employees, value: { id: bob, role: nurse } }]
    expect: { placed: 2 }
`);
    expect(failures).toEqual([]);
  });

  test('names the twin whose expectation is not met', async () => {
    const { failures } = await verdictOn(`expect: { placed: 1 }
twins:
  - without: one-a-day
    expect: { placed: 3 }
`);
    expect(failures).toMatchObject([
      { variant: 'without one-a-day', expectation: 'placed', expected: '3', got: '2 (important, other)' },
    ]);
  });

  test('finds a twin that decides nothing', async () => {
    const { failures } = await verdictOn(`expect: { placed: 1 }
twins:
  - without: holidays
    expect: { placed: [important] }
`);
    expect(failures).toMatchObject([{ variant: 'without holidays', expectation: 'twin' }]);
  });

  test('says what is wrong with an input that is refused', async () => {
    const { failures } = await verdictOn(`expect: { placed: 1 }
twins:
  - without: H99
    expect: { placed: 2 }
`);
    expect(failures).toMatchObject([{ expectation: 'input', got: '/rules/1/id unknown-rule' }]);
  });

  test('explains by the table of places why an event is not where it is expected', async () => {
    const { failures } = await verdictOn('expect: { who: { other: ann } }\n');
    expect(failures).toHaveLength(1);
    expect(failures[0]!.why).toMatch(/^ann on 2026-01-06: crowded-out by one-a-day: /);
  });
});

describe('verdicts', () => {
  test('are in the order of the scenarios, and the same bytes each time, one at a time or several', async () => {
    const files = await Promise.all(
      ['placed: 1', 'placed: 2', 'who: { other: ann }', 'penalty: 1', 'legal: true'].map((expected, index) =>
        write(`${index}.yaml`, `${ONE_OF_TWO}expect: { ${expected} }\n`),
      ),
    );
    const scenarios = await load(...files);
    const [one, two] = [await runScenarios(scenarios, 1), await runScenarios(scenarios, 3)];
    expect(one.map(({ file }) => file)).toEqual(files);
    expect(one.map(({ failures }) => failures.length)).toEqual([0, 1, 1, 1, 0]);
    const quiet = { times: false };
    expect(printVerdicts(two, quiet)).toBe(printVerdicts(one, quiet));
    expect(JSON.stringify(documentOfVerdicts(two, quiet))).toBe(JSON.stringify(documentOfVerdicts(one, quiet)));
  });

  test('are printed with one line each, a diff below a failure, and times only when asked for', () => {
    const verdict: ScenarioVerdict = { file: 'a.yaml', name: 'A', why: 'w', failures: [], ms: 12.4 };
    const failure = { variant: 'without H1', expectation: 'placed', expected: '1', got: '2\nor so', why: 'because' };
    const text = printVerdicts([verdict, { ...verdict, file: 'b.yaml', failures: [failure] }], { times: false });
    expect(text).toBe(`ok    a.yaml  A
FAIL  b.yaml  A
      without H1: placed
        expected  1
        got       2 or so
        why       because

2 scenarios, 1 not as expected
`);
    expect(printVerdicts([verdict], { times: true })).toBe(
      'ok    a.yaml  A  (12 ms)\n\n1 scenario, all as expected (12 ms)\n',
    );
  });
});
