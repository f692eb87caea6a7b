import { describe, expect, it } from 'vitest';
import type { Model } from '../../../src/language/model.ts';
import { decodeModel, encodeModel } from '../../../src/language/proto/index.ts';
import { refused } from '../refused.ts';

const VARIABLES = 'variables { name: "x" domain: [0, 9] } variables { name: "b" domain: [0, 1] } ';
const model = (text: string): Model => decodeModel(VARIABLES + text);
const constraints = (text: string) => model(text).constraints;
const faults = (text: string) => refused(() => model(text)).faults.map((f) => `${f.pointer} ${f.code}`);

describe('constraints that say nothing or cannot hold', () => {
  it.each([
    'constraints { }',
    'constraints { name: "only a name" enforcement_literal: 1 }',
    'constraints { table { } }',
    'constraints { table { negated: true } }',
  ])('%s is left out, because it always holds', (text) => {
    expect(constraints(text)).toEqual([]);
  });

  it.each([
    ['linear { vars: 0 coeffs: 1 }'],
    ['linear { vars: 0 coeffs: 1 domain: [9223372036854775807, 9223372036854775807] }'],
    ['lin_max { target { } }'],
    ['automaton { exprs { vars: 0 coeffs: 1 } transition_tail: 0 transition_head: 0 transition_label: 0 }'],
  ])('%s becomes an empty clause under its condition', (text) => {
    const clause = { kind: 'boolOr', name: 'n', enforce: [1], literals: [] };
    expect(constraints(`constraints { name: "n" enforcement_literal: 1 ${text} }`)).toEqual([clause]);
  });

  it('an empty sum stays a constraint on 0', () => {
    expect(constraints('constraints { linear { domain: [1, 2] } }')).toEqual([
      { kind: 'linear', vars: [], coeffs: [], domain: [1, 2] },
    ]);
  });

  it('an expression that is left out is 0, except in an interval', () => {
    const zero = { vars: [], coeffs: [], offset: 0 };
    expect(constraints('constraints { lin_max { exprs { } } }')).toEqual([
      { kind: 'max', target: zero, exprs: [zero] },
    ]);
    expect(constraints('constraints { cumulative { } }')).toEqual([
      { kind: 'cumulative', intervals: [], demands: [], capacity: zero },
    ]);
    expect(faults('constraints { interval { start { } end { } } }')).toEqual(['/constraints/0 model/shape']);
  });
});

describe('bounds', () => {
  it('beyond 2^62 bound nothing, wherever a client moved them', () => {
    const domain = (text: string) => constraints(`constraints { linear { vars: 0 coeffs: 1 domain: [${text}] } }`)[0];
    expect(domain('-9223372036854775808, 4')).toMatchObject({ domain: [Number.NEGATIVE_INFINITY, 4] });
    expect(domain('-4611686018427387904, 2, 4, 9223372036854775802')).toMatchObject({
      domain: [Number.NEGATIVE_INFINITY, 2, 4, Number.POSITIVE_INFINITY],
    });
    expect(domain('-9223372036854775808, -4611686018427387904, 3, 4')).toMatchObject({ domain: [3, 4] });
    expect(domain('3, 4611686018427387904')).toMatchObject({ domain: [3, Number.POSITIVE_INFINITY] });
  });

  it('of a reservoir beyond 2^62 are the greatest level that a sum can have', () => {
    const levels = 'min_level: -9223372036854775808 max_level: 4611686018427387904';
    expect(constraints(`constraints { reservoir { ${levels} } }`)[0]).toMatchObject({
      minLevel: Number.MIN_SAFE_INTEGER,
      maxLevel: Number.MAX_SAFE_INTEGER,
    });
  });

  it('between 2^53 and 2^62 are refused by name', () => {
    const error = refused(() =>
      model('constraints { name: "far" linear { vars: 0 coeffs: 1 domain: [0, 9007199254740992] } }'),
    );
    expect(error.faults).toMatchObject([{ pointer: '/constraints/0', code: 'model/overflow' }]);
    expect(error.message).toContain('constraint far has the bound 9007199254740992');
  });

  it('of a variable are never infinite', () => {
    expect(faults('variables { domain: [0, 9223372036854775807] }')).toEqual(['/variables/2 model/overflow']);
    expect(faults('variables { }')).toEqual(['/variables/2 model/empty-domain']);
    expect(faults('variables { domain: [3] }')).toEqual(['/variables/2 model/empty-domain']);
  });

  it.each([
    'table { exprs { } values: 9007199254740993 }',
    'automaton { exprs { } final_states: 9007199254740993 }',
    'automaton { exprs { } final_states: 1 starting_state: -9007199254740993 }',
    'automaton { final_states: 1 transition_tail: 1 transition_head: 1 transition_label: 9223372036854775807 }',
  ])('numbers that doubles would confuse are refused: %s', (text) => {
    expect(faults(`constraints { ${text} }`)).toEqual(['/constraints/0 model/overflow']);
  });

  it('coefficients that doubles do not hold are refused', () => {
    expect(faults('constraints { linear { vars: 0 coeffs: 4611686018427387905 domain: [0, 1] } }')).toEqual([
      '/constraints/0 model/overflow',
    ]);
  });
});

describe('intervals', () => {
  const interval =
    'constraints { name: "i" interval { start { vars: 0 coeffs: 1 } size { offset: 2 } end { vars: 0 coeffs: 1 offset: 2 } } } ';

  it('may stand after the constraints that name them', () => {
    const read = model(
      `constraints { no_overlap { intervals: [1, 2, 1] } } ${interval} ${interval} constraints { bool_or { literals: 1 } }`,
    );
    expect(read.intervals).toHaveLength(2);
    expect(read.constraints).toEqual([
      { kind: 'noOverlap', intervals: [0, 1, 0] },
      { kind: 'boolOr', literals: [1] },
    ]);
  });

  it('come first when written, at their own indices', () => {
    const text = encodeModel(model(`constraints { no_overlap { intervals: [1] } } ${interval}`), 'json');
    const written = JSON.parse(text) as { constraints: object[] };
    expect(written.constraints[0]).toHaveProperty('interval');
    expect(written.constraints[1]).toEqual({ noOverlap: { intervals: [0] } });
  });

  it('that are none are refused', () => {
    const error = refused(() => model(`${interval} constraints { name: "machine" no_overlap { intervals: [0, 1] } }`));
    expect(error.faults).toMatchObject([{ pointer: '/constraints/1', code: 'model/unknown-interval' }]);
    expect(error.message).toContain('no_overlap machine names constraint 1, which is not an interval');
  });

  it('keep their condition', () => {
    expect(model(interval.replace('name', 'enforcement_literal: [1, -2] name')).intervals[0]!.presence).toEqual([
      1, -2,
    ]);
  });
});

describe('faults', () => {
  it('are found in one pass, at their pointers into the file', () => {
    expect(
      faults(`
      constraints { bool_or { literals: 7 } }
      constraints { interval { start { } size { } } }
      constraints { }
      constraints { int_div { target { } exprs { } } }
      constraints { dummy_constraint { vars: 0 } }
      constraints { routes { tails: [0] heads: [0] literals: [1] demands: [1] capacity: 3 } }
      constraints { table { exprs { } exprs { } values: [1, 2, 3] } }
      constraints { element { index: 1 exprs { } } }
      constraints { automaton { final_states: 1 transition_tail: 1 } }
      constraints { int_prod { exprs { } } }
      search_strategy { variable_selection_strategy: 9 }
      objective { } floating_point_objective { }`),
    ).toEqual([
      '/constraints/1 model/shape',
      '/constraints/3 model/shape',
      '/constraints/4 model/unrepresentable',
      '/constraints/5 model/unrepresentable',
      '/constraints/6 model/shape',
      '/constraints/7 model/shape',
      '/constraints/8 model/shape',
      '/constraints/9 model/shape',
      '/objective model/objective',
      '/search_strategy/0 model/unrepresentable',
    ]);
  });

  it('of meaning have pointers into the file too', () => {
    expect(
      faults(`
      constraints { }
      constraints { bool_or { literals: 7 } }
      constraints { interval { start { vars: 5 coeffs: 1 } size { } end { } } }
      constraints { bool_and { literals: 0 } }
      solution_hint { vars: [1, 1] values: [0, 1] }
      search_strategy { variables: 8 }
      assumptions: 0`),
    ).toEqual([
      '/constraints/2 model/unknown-variable',
      '/constraints/1 model/unknown-variable',
      '/constraints/3 model/not-boolean',
      '/solution_hint model/hint',
      '/assumptions/0 model/not-boolean',
      '/search_strategy/0 model/unknown-variable',
    ]);
  });
});

describe('objectives', () => {
  const objective = (text: string) => model(text).objective;

  it('a negative factor is a maximum of the opposite, with its domain turned round', () => {
    expect(objective('objective { vars: 0 coeffs: -2 offset: 3 scaling_factor: -1 domain: [-9, -4, 0, 2] }')).toEqual({
      sense: 'maximize',
      vars: [0],
      coeffs: [2],
      offset: -3,
      domain: [-2, 0, 4, 9],
    });
  });

  it('a factor of another size is the scale, 0 and absent are 1', () => {
    expect(objective('objective { vars: 0 coeffs: 1 scaling_factor: -0.25 }')).toMatchObject({
      sense: 'maximize',
      scale: 0.25,
    });
    expect(objective('objective { vars: 0 coeffs: 1 scaling_factor: 0 }')).toEqual({
      sense: 'minimize',
      vars: [0],
      coeffs: [1],
      offset: 0,
    });
  });

  it('how it was scaled before is passed over', () => {
    expect(
      objective(
        'objective { vars: 0 coeffs: 1 scaling_was_exact: true integer_before_offset: 4 integer_scaling_factor: 2 }',
      ),
    ).toEqual({ sense: 'minimize', vars: [0], coeffs: [1], offset: 0 });
  });

  it('fractions become whole by the least power of ten', () => {
    expect(
      objective('floating_point_objective { vars: [0, 1] coeffs: [0.5, -0.125] offset: 0.1 maximize: true }'),
    ).toEqual({
      sense: 'maximize',
      vars: [0, 1],
      coeffs: [500, -125],
      offset: 100,
      scale: 0.001,
    });
    expect(objective('floating_point_objective { vars: 0 coeffs: 3 }')).toEqual({
      sense: 'minimize',
      vars: [0],
      coeffs: [3],
      offset: 0,
    });
  });

  it.each(['0.3333333333', 'nan', '1e-10'])('the coefficient %s is refused', (coefficient) => {
    const text = `floating_point_objective { vars: 0 coeffs: ${coefficient} }`;
    expect(faults(text)).toEqual(['/objective model/unrepresentable']);
  });
});

describe('circuits', () => {
  it('nodes without an arc are passed over, as CP-SAT does', () => {
    expect(constraints('constraints { circuit { tails: [2, 7] heads: [7, 2] literals: [1, -2] } }')).toEqual([
      { kind: 'circuit', tails: [0, 1], heads: [1, 0], literals: [1, -2] },
    ]);
  });

  it.each(['tails: [0, 4] heads: [4, 0]', 'tails: [1, 4] heads: [4, 1]'])(
    'routes with a gap are refused: %s',
    (nodes) => {
      expect(faults(`constraints { routes { ${nodes} literals: [1, 1] } }`)).toEqual(['/constraints/0 model/shape']);
    },
  );

  it.each(['circuit', 'routes'])('negative nodes are refused in a %s', (kind) => {
    expect(faults(`constraints { ${kind} { tails: [0, -1] heads: [-1, 0] literals: [1, 1] } }`)).toEqual([
      '/constraints/0 model/shape',
    ]);
  });

  it.each(['demands: [1, 1]', 'capacity: 4', 'dimensions { exprs { } }'])('routes with %s are refused', (extra) => {
    const error = refused(() => model(`constraints { routes { tails: 0 heads: 0 literals: 1 ${extra} } }`));
    expect(error.message).toContain(extra.startsWith('dim') ? 'dimensions' : 'demands and a capacity');
  });
});

it('branching on the opposite of a variable is an expression', () => {
  expect(model('search_strategy { variables: [-1, 0] exprs { offset: 3 } }').strategies).toEqual([
    {
      exprs: [
        { vars: [0], coeffs: [-1], offset: 0 },
        { vars: [0], coeffs: [1], offset: 0 },
        { vars: [], coeffs: [], offset: 3 },
      ],
      variableSelection: 'first',
      valueSelection: 'minValue',
    },
  ]);
});

it('a hint of ours that says one thing twice is written once, as CP-SAT wants it', () => {
  const twice = { ...model(''), hint: { vars: [1, 0, 1], values: [1, 5, 1] } };
  expect(decodeModel(encodeModel(twice, 'binary')).hint).toEqual({ vars: [1, 0], values: [1, 5] });
});
