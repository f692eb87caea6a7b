import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, DovetailProblem } from '../../src/client/client.ts';

export const PLAN = 'crowd';
export const DAYS = ['2026-01-05', '2026-01-06', '2026-01-07'] as const;
const EVENTS = Array.from({ length: 14 }, (_, i) => `e${i}`);
const eventOf = (id: string, name = id) => ({ id, name, type: 'a', start: DAYS[0], due: '2026-01-08' });

/** Three people with one job a day on three days, and more jobs than that: whoever accepts is in the way of others. */
export const INPUT = {
  profile: 'plain',
  horizon: { from: DAYS[0], to: DAYS[2] },
  types: { a: {} },
  employees: ['ann', 'bob', 'cleo'].map((id) => ({ id, role: 'crew' })),
  events: EVENTS.map((id) => eventOf(id)),
  rules: [{ id: 'daily', template: 'max-per-day', parameters: { types: ['a'], max: 1 } }],
};

/** What a client has done to a plan, as it was told. */
export interface Done {
  readonly deed: string;
  /** Names the change in the history. */
  readonly reason: string;
  /** The version that it led to; undefined where there was no answer, or nothing had to change. */
  readonly version: number | undefined;
  readonly answer: 'written' | 'nothing' | 'stale' | 'refused' | 'unknown';
  /** Whether it said a version that was over. */
  readonly wasStale: boolean;
}

interface Asked {
  readonly client: Client;
  readonly draw: () => number;
  readonly runs: string[];
  readonly seen: { readonly version: number; readonly reason: string };
  readonly wasStale: boolean;
}

type Deed = (asked: Asked) => Promise<{ readonly version: number; readonly rows: number }>;

const oneOf = <T>(all: readonly T[], draw: () => number): T => all[Math.floor(draw() * all.length)]!;

/** A run of the plan that has ended: a new one now and then, as often as is wanted. */
async function runOf({ client, draw, runs }: Asked, often: number): Promise<string> {
  const options = { termination: { timeLimit: 'PT2S' } };
  if (runs.length === 0 || draw() < often) {
    const { id } = await client.plans.run(PLAN, { options });
    for (let n = 0; n < 100 && (await client.get(id)).endedAt === null; n++) await sleep(50);
    runs.push(id);
  }
  return oneOf(runs.slice(-3), draw);
}

/** Whoever works long on something takes any version half of the time, since others are quicker. */
const orAny = ({ seen, draw, wasStale }: Asked) => (draw() < 0.5 && !wasStale ? { reason: seen.reason } : seen);

export const DEEDS: Readonly<Record<string, Deed>> = {
  async accept(asked) {
    return asked.client.plans.accept(await runOf(asked, 0.3), { partial: true }, orAny(asked));
  },
  async 'accept one'(asked) {
    const { client, draw } = asked;
    const run = await runOf(asked, 0.1);
    const { items } = await client.plans.draft(run);
    const open = items.filter(({ state }) => state === 'proposed' || state === 'edited');
    const item = open.length > 0 ? oneOf(open, draw).item : 'e0';
    const to = { who: oneOf(INPUT.employees, draw).id, at: { day: oneOf(DAYS, draw) } };
    if (draw() < 0.5) await client.plans.edit(run, item, to);
    return client.plans.accept(run, { items: [item] }, orAny(asked));
  },
  edit: ({ client, draw, seen }) =>
    client.plans.change(PLAN, [{ set: `employees/${oneOf(INPUT.employees, draw).id}/name`, value: seen.reason }], seen),
  import({ client, draw, seen }) {
    const events = EVENTS.filter(() => draw() < 0.9).map((id) => eventOf(id, draw() < 0.2 ? seen.reason : id));
    return client.plans.import(PLAN, events, { list: 'events' }, seen);
  },
  undo: ({ client, draw, seen }) =>
    client.plans.undo(PLAN, Math.max(2, seen.version - Math.floor(draw() * 6)), { partial: true }, seen),
};

/** One client: does one thing after the other, now and then with a version that is over, until it is told to stop. */
export async function crowdClient(of: {
  readonly client: Client;
  readonly name: string;
  readonly draw: () => number;
  readonly runs: string[];
  readonly done: Done[];
  readonly isOver: () => boolean;
}): Promise<void> {
  const { client, name, draw, runs, done, isOver } = of;
  for (let n = 0; !isOver(); n++) {
    const deed = oneOf(Object.keys(DEEDS), draw);
    const reason = `${name}.${n}`;
    try {
      const { version: now } = await client.plans.get(PLAN);
      const wasStale = now > 3 && draw() < 0.1;
      const seen = { version: wasStale ? now - 1 : now, reason };
      const told = await DEEDS[deed]!({ client, draw, runs, seen, wasStale }).then(
        ({ version, rows }) =>
          rows > 0 ? { version, answer: 'written' as const } : { version: undefined, answer: 'nothing' as const },
        (thrown: unknown) => ({ version: undefined, answer: answerOf(thrown) }),
      );
      done.push({ deed, reason, wasStale, ...told });
    } catch {
      // Nobody answers just now.
      await sleep(100);
    }
    await sleep(draw() * 200);
  }
}

function answerOf(thrown: unknown): Done['answer'] {
  if (!(thrown instanceof DovetailProblem) || thrown.status >= 500) return 'unknown';
  return thrown.status === 412 ? 'stale' : 'refused';
}
