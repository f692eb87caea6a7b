/** A small input in which one rule, and what is always on, is all that counts. */
export interface RuleCase {
  readonly template: string;
  readonly parameters?: Record<string, unknown>;
  /** What differs from the base input. */
  readonly input?: Record<string, unknown>;
  /** Rules beside the one that is tested. */
  readonly rules?: readonly unknown[];
  /** Starts that are tried, in minutes after 8:00; -1 to 5 when absent. */
  readonly starts?: readonly number[];
}

/** Templates that are there under their own names, and cannot be switched off. */
export const ALWAYS_ON: readonly string[] = [
  ...['structure', 'calendars', 'idle-bounds', 'window', 'precedence', 'machines', 'operators', 'frozen'],
];

const OTHERS = [
  ...[
    'materials',
    'place',
    'tardiness',
    'earliness',
    'flow-time',
    'makespan',
    'idle',
    'setup',
    'cost',
    'balance',
    'keep',
  ],
];

const at = (minute: number) => `2026-05-04T08:${String(minute).padStart(2, '0')}`;
const done = (id: string, minutes: number, more: Record<string, unknown> = {}) => ({ id, core: { minutes }, ...more });
const order = (id: string, operations: unknown[], more: Record<string, unknown> = {}) => ({ id, operations, ...more });
const machine = (id: string, does: readonly string[], more: Record<string, unknown> = {}) => ({
  ...{ id, kind: 'machine', calendar: 'short', capabilities: does.map((one) => ({ does: one })) },
  ...more,
});
const operator = (id: string, skills: string[], more: Record<string, unknown> = {}) => ({
  ...{ id, kind: 'operator', skills },
  ...more,
});

/** Six minutes on one day; a turns in two minutes, b does both. */
const BASE = {
  horizon: { from: '2026-05-04', to: '2026-05-04' },
  calendars: [
    { id: 'short', shifts: [{ day: 'monday', from: '08:00', to: '08:06' }] },
    {
      id: 'paused',
      shifts: [
        { day: 'monday', from: '08:00', to: '08:02' },
        { day: 'monday', from: '08:03', to: '08:05' },
      ],
    },
  ],
  resources: [machine('a', ['turn']), machine('b', ['turn', 'mill'])],
  orders: [order('one', [done('turn', 2)]), order('two', [done('mill', 2)])],
};

const chain = (link: Record<string, unknown> = {}) => ({
  orders: [order('one', [done('turn', 2), done('mill', 1, { after: [{ operation: 'turn', ...link }] })])],
});

/** Two operations that one has to wait for. */
const join = {
  resources: [machine('a', ['turn']), machine('b', ['mill', 'fit'])],
  orders: [
    order('one', [
      done('turn', 2),
      done('mill', 1),
      done('fit', 1, { after: [{ operation: 'turn', min: 1 }, { operation: 'mill' }] }),
    ]),
  ],
};

const crewed = (count: number, effort: number, skills: string[] = []) => ({ operators: { count, effort, skills } });
const part = [{ material: 'part', quantity: 1 }];
const split = {
  orders: [order('one', [done('turn', 1, { split: { most: 2 } })], { quantity: 3 }), order('two', [done('mill', 1)])],
};
const families = {
  orders: [order('one', [done('turn', 1)], { family: 'x' }), order('two', [done('mill', 1)], { family: 'y' })],
};
const setups = [
  { from: 'x', to: 'y', minutes: 2 },
  { machine: 'b', from: 'y', to: 'x', minutes: 1 },
];
const posted = (machineId: string, minute: number, more: Record<string, unknown> = {}) => ({
  ...{ order: 'given', operation: 'turn', machine: machineId, start: at(minute) },
  ...more,
});
const given = (more: Record<string, unknown> = {}) => order('given', [done('turn', 2)], more);
const other = (more: Record<string, unknown> = {}) => order('other', [done('turn', 2)], more);
const clashing = [posted('b', 1), posted('b', 2, { order: 'other' })];
const previous = {
  operations: [
    {
      order: 'one',
      operation: 'turn',
      batches: [{ machine: 'a', quantity: 1, phases: [{ from: at(1), to: at(3), operators: [] }] }],
    },
    {
      order: 'two',
      operation: 'mill',
      batches: [{ machine: 'b', quantity: 1, phases: [{ from: at(2), to: at(4), operators: [] }] }],
    },
  ],
};

const movable = [
  { order: 'one', operation: 'turn', machine: 'a', start: at(1), movable: true },
  { order: 'two', operation: 'mill', machine: 'b', start: at(2), movable: true },
];

/** Every template at least once, where it decides something. */
export const RULE_CASES: readonly RuleCase[] = [
  { template: 'structure' },
  { template: 'structure', input: split },
  {
    template: 'structure',
    input: {
      orders: [order('one', [done('turn', 1, { machines: [{ machine: 'b', minutes: 2 }, { machine: 'a' }] })])],
    },
  },
  { template: 'calendars' },
  {
    template: 'calendars',
    input: {
      resources: [machine('a', ['turn'], { calendar: 'paused' })],
      orders: [order('one', [done('turn', 2, { interruptible: true })])],
    },
  },
  {
    template: 'calendars',
    input: {
      resources: [machine('a', ['turn']), operator('x', [], { calendar: 'paused' }), operator('y', [])],
      orders: [order('one', [done('turn', 3, { interruptible: true, core: { minutes: 3, ...crewed(1, 1) } })])],
    },
  },
  {
    template: 'calendars',
    input: {
      resources: [machine('a', ['turn'], { exceptions: [{ from: at(2), to: at(3) }] })],
      orders: [order('one', [done('turn', 2)])],
    },
  },
  {
    template: 'idle-bounds',
    input: { orders: [order('one', [done('turn', 1, { setup: { minutes: 1 }, idle: { min: 1, max: 2 } })])] },
  },
  {
    template: 'idle-bounds',
    input: {
      orders: [
        order('one', [done('turn', 1, { setup: { minutes: 1 }, cleanup: { minutes: 1 }, idle: { min: 0, max: 0 } })]),
      ],
    },
  },
  { template: 'window', input: { orders: [order('one', [done('turn', 2)], { release: at(2) })] } },
  {
    template: 'window',
    starts: [954, 957, 958, 959, 960],
    input: {
      resources: [machine('a', ['turn'], { calendar: undefined }), machine('b', ['mill'])],
      orders: [order('one', [done('turn', 2)])],
    },
  },
  {
    template: 'window',
    starts: [954, 956, 957, 958, 959],
    input: {
      resources: [machine('a', ['turn'], { calendar: undefined }), machine('b', ['turn'], { calendar: undefined })],
      orders: [
        order('one', [
          done('turn', 2, {
            machines: [
              { machine: 'a', minutes: 2 },
              { machine: 'b', minutes: 3 },
            ],
          }),
        ]),
      ],
    },
  },
  { template: 'precedence', input: chain() },
  { template: 'precedence', input: chain({ min: 1, max: 2 }) },
  { template: 'precedence', input: join },
  {
    template: 'precedence',
    input: {
      orders: [
        order(
          'one',
          [done('turn', 1, { split: { most: 2 } }), done('mill', 1, { after: [{ operation: 'turn', max: 1 }] })],
          { quantity: 2 },
        ),
      ],
    },
    starts: [0, 1, 2, 3],
  },
  {
    template: 'precedence',
    input: {
      orders: [order('given', [done('turn', 1), done('mill', 1, { after: [{ operation: 'turn', min: 1 }] })])],
      pins: [{ order: 'given', operation: 'mill', machine: 'b', start: at(4) }],
    },
  },
  { template: 'machines', input: { orders: [order('one', [done('turn', 2)]), order('two', [done('mill', 2)])] } },
  { template: 'machines', input: { ...families, setups } },
  { template: 'machines', input: { orders: [...BASE.orders, given()], posted: [posted('b', 1)] } },
  // What is given overlaps, or leaves too little time to change over: a conflict that no run can mend.
  { template: 'machines', input: { orders: [...BASE.orders, given(), other()], posted: clashing } },
  {
    template: 'machines',
    input: {
      setups,
      orders: [...families.orders, given({ family: 'x' }), other({ family: 'y' })],
      posted: [posted('b', 0), posted('b', 3, { order: 'other' })],
    },
  },
  {
    template: 'operators',
    input: {
      resources: [machine('a', ['turn']), machine('b', ['turn']), operator('x', [])],
      orders: ['one', 'given', 'other'].map((id) =>
        order(id, [done('turn', 2, { core: { minutes: 2, ...crewed(1, 1) } })]),
      ),
      posted: [posted('a', 0, { operators: ['x'] }), posted('b', 1, { order: 'other', operators: ['x'] })],
    },
  },
  ...[[{ at: at(3), quantity: 2 }], []].map((deliveries) => ({
    template: 'materials',
    input: {
      materials: [{ id: 'part', deliveries }],
      orders: [
        order('one', [done('turn', 1, { consumes: part })]),
        order('two', [done('mill', 1)]),
        order('given', [done('turn', 1, { consumes: part })]),
      ],
      posted: [posted('a', 1)],
    },
  })),
  {
    template: 'operators',
    input: {
      resources: [machine('a', ['turn']), machine('b', ['mill']), operator('x', ['s']), operator('y', [])],
      orders: [
        order('one', [done('turn', 2, { core: { minutes: 2, ...crewed(1, 1, ['s']) } })]),
        order('two', [done('mill', 2, { core: { minutes: 2, ...crewed(1, 1) } })]),
      ],
    },
  },
  {
    template: 'operators',
    input: {
      resources: [machine('a', ['turn']), machine('b', ['mill']), operator('x', []), operator('y', [])],
      orders: [
        order('one', [done('turn', 2, { core: { minutes: 2, ...crewed(2, 0.5) } })]),
        order('two', [done('mill', 2, { core: { minutes: 2, ...crewed(1, 0.6) } })]),
      ],
    },
  },
  {
    template: 'operators',
    input: {
      resources: [machine('a', ['turn', 'mill']), machine('b', ['mill']), operator('x', []), operator('y', [])],
      orders: [
        order('one', [done('turn', 2, { core: { minutes: 2, ...crewed(1, 1) } })]),
        order('two', [done('mill', 2, { core: { minutes: 2, ...crewed(2, 1) } })]),
      ],
    },
  },
  ...[false, true].map((holdsOperators) => ({
    template: 'operators',
    // Ann is there in the pause of machine a, in which she may do something on b.
    input: {
      resources: [machine('a', ['turn'], { calendar: 'paused' }), machine('b', ['mill']), operator('x', [])],
      orders: [
        order('one', [done('turn', 3, { interruptible: true, core: { minutes: 3, ...crewed(1, 1) } })]),
        order('two', [done('mill', 1, { core: { minutes: 1, ...crewed(1, 1) } })]),
      ],
    },
    rules: [{ id: 'calendars', parameters: { holdsOperators } }],
  })),
  {
    template: 'materials',
    input: {
      materials: [{ id: 'part', stock: 0, deliveries: [{ at: at(3), quantity: 1 }] }],
      orders: [
        order('one', [done('turn', 2, { consumes: part })]),
        order('two', [done('mill', 2, { consumes: part })]),
      ],
    },
  },
  {
    template: 'materials',
    input: {
      materials: [{ id: 'part' }],
      orders: [
        order('one', [done('turn', 1, { consumes: part })]),
        order('two', [done('mill', 2, { produces: part })]),
      ],
    },
  },
  { template: 'frozen', input: { previous, frozenUntil: at(2) } },
  { template: 'complete' },
  { template: 'change-budget', parameters: { assignments: 1 }, input: { previous } },
  { template: 'change-budget', parameters: { assignments: 1 }, input: { posted: movable } },
  {
    template: 'place',
    parameters: {},
    input: { orders: [order('one', [done('turn', 2)], { priority: 'high' }), order('two', [done('mill', 9)])] },
  },
  {
    template: 'tardiness',
    input: {
      orders: [
        order('one', [done('turn', 2), done('mill', 1, { after: [{ operation: 'turn' }] })], {
          due: at(4),
          priority: 'high',
        }),
      ],
    },
  },
  {
    template: 'tardiness',
    input: {
      orders: [order('one', [done('turn', 2)], { due: at(3) }), given({ due: at(1) })],
      posted: [posted('b', 1)],
    },
  },
  { template: 'earliness', input: { orders: [order('one', [done('turn', 2), done('mill', 1)], { due: at(5) })] } },
  { template: 'earliness', input: { ...split, orders: [{ ...split.orders[0]!, due: at(5) }] } },
  {
    template: 'earliness',
    input: {
      orders: [order('one', [done('turn', 1), done('mill', 1)], { due: at(6) })],
      posted: [{ order: 'one', operation: 'mill', machine: 'b', start: at(2) }],
    },
  },
  {
    template: 'flow-time',
    input: { orders: [order('one', [done('turn', 2)], { release: at(1) }), order('two', [done('mill', 1)])] },
  },
  { template: 'makespan' },
  { template: 'idle', input: chain({ min: 1 }) },
  { template: 'idle', input: join },
  {
    template: 'idle',
    input: { orders: [order('one', [done('turn', 1, { setup: { minutes: 1 }, idle: { min: 0, max: 2 } })])] },
  },
  {
    template: 'idle',
    input: {
      orders: [
        order('one', [done('turn', 1, { split: { most: 2 } }), done('mill', 1, { after: [{ operation: 'turn' }] })], {
          quantity: 2,
        }),
      ],
    },
    starts: [0, 1, 2, 3],
  },
  {
    template: 'setup',
    input: {
      setups,
      resources: [machine('b', ['turn', 'mill', 'fit'])],
      orders: [
        ...families.orders,
        order('three', [done('fit', 1, { setup: { minutes: 1 }, idle: { max: 0 } })], { family: 'y' }),
      ],
    },
  },
  {
    template: 'setup',
    input: { setups, ...families, orders: [...families.orders, given({ family: 'y' })], posted: [posted('b', 1)] },
  },
  {
    template: 'cost',
    input: {
      resources: [
        machine('a', ['turn'], { costPerHour: 60 }),
        machine('b', ['turn'], { costPerHour: 90 }),
        operator('x', [], { costPerHour: 30 }),
        operator('y', []),
      ],
      orders: [order('one', [done('turn', 2, { core: { minutes: 2, ...crewed(1, 1) } })])],
    },
  },
  {
    template: 'balance',
    input: {
      orders: [order('one', [done('turn', 2)]), order('two', [done('mill', 1)]), given()],
      posted: [posted('a', 4)],
    },
  },
  { template: 'keep', input: { previous } },
  { template: 'keep', input: { posted: movable } },
];

/** The input of a case as a person would write it. */
export function inputOfCase({ template, parameters = {}, input = {}, rules = [] }: RuleCase): unknown {
  const off = OTHERS.map((id) => ({ id, enabled: false }));
  const tested = ALWAYS_ON.includes(template) ? [] : [{ id: 'tested', template, parameters }];
  return { ...BASE, ...input, rules: [...off, ...tested, ...rules] };
}
