import { type Answered, inArena } from './arena.ts';
import { type Attack, figuresOf, missed, statusesOf } from './attack.ts';

/** Requests of a size that is allowed, which cost as much as their sender can make them cost. */
interface Hostile {
  readonly name: string;
  readonly what: string;
  readonly path: string;
  readonly body: () => string;
  /** How many at once. */
  readonly times: number;
}

/** An attack goes on for so long, because the slowest of a hundred answers is known only where there are some hundreds. */
const ATTACK_MS = 10_000;
/** More than this no answer to a bad body may have, in bytes. */
const ANSWER_BYTES = 200_000;

const run = (part: 'input' | 'options', text: string): string =>
  part === 'input' ? `{"model":"staffing","input":${text}}` : `{"model":"staffing","input":{},"options":${text}}`;

const many = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(',');

const HOSTILE: readonly Hostile[] = [
  {
    name: 'faults',
    what: 'nine inputs of 40,000 faulty events each to /v1/validate',
    path: '/v1/validate',
    body: () => run('input', `{"events":[${many(40_000, () => '1')}]}`),
    times: 9,
  },
  {
    name: 'unknown-options',
    what: 'twelve bodies with 700,000 unknown options each (10 MB)',
    path: '/v1/runs',
    body: () => run('options', `{${many(700_000, (i) => `"option${i}":1`)}}`),
    times: 12,
  },
  {
    name: 'unknown-fields',
    what: 'twelve inputs with 700,000 unknown fields each (10 MB)',
    path: '/v1/validate',
    body: () => run('input', `{${many(700_000, (i) => `"field${i}":1`)}}`),
    times: 12,
  },
  {
    name: 'unknown-names',
    what: 'four inputs in which 20,000 assignments name nobody whom 20,000 employees are like',
    path: '/v1/validate',
    body: () =>
      run(
        'input',
        `{"employees":[${many(20_000, (i) => `{"id":"employee number ${i}","role":"r"}`)}],"pins":[${many(20_000, (i) => `{"event":"event number ${i}","employee":"person number ${i}","day":"2026-01-05"}`)}]}`,
      ),
    times: 4,
  },
  {
    name: 'long-name',
    what: 'four bodies with one name of 15 MB where none is known',
    path: '/v1/runs',
    body: () => `{"model":"${'x'.repeat(15_000_000)}","input":{}}`,
    times: 4,
  },
  {
    name: 'long-field',
    what: 'four inputs with one unknown field whose name has 15 MB',
    path: '/v1/validate',
    body: () => run('input', `{"${'x'.repeat(15_000_000)}":1}`),
    times: 4,
  },
  {
    name: 'constraints',
    what: 'four raw models of 300,000 constraints of no known kind',
    path: '/v1/solve',
    body: () => `{"model":{"dovetail":1,"variables":[],"constraints":[${many(300_000, () => '{"kind":"x"}')}]}}`,
    times: 4,
  },
  {
    name: 'employees',
    what: 'four inputs of a million employees, each of them {}',
    path: '/v1/runs',
    body: () => run('input', `{"employees":[${many(999_999, () => '{}')}]}`),
    times: 4,
  },
  {
    name: 'events',
    what: 'four inputs of a million events, each of them 1',
    path: '/v1/runs',
    body: () => run('input', `{"events":[${many(999_999, () => '1')}]}`),
    times: 4,
  },
];

/** Bad input is refused soon and briefly, and nobody else notices. */
export const hostileBodies: readonly Attack[] = HOSTILE.map(({ name, what, path, body, times }) => ({
  name,
  what,
  run: () =>
    inArena({}, async (arena) => {
      const text = body();
      const answers: Answered[] = [];
      const seen = await arena.watched(async () => {
        for (const began = performance.now(); performance.now() - began < ATTACK_MS; ) {
          const asked = Array.from({ length: times }, () => arena.send(path, { key: arena.attacker, body: text }));
          answers.push(...(await Promise.all(asked)));
        }
      });
      const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
      const largest = Math.max(...answers.map(({ bytes }) => bytes));
      const bad = answers.filter(({ status }) => status === 0 || (status >= 500 && status !== 503));
      return {
        figures: {
          'body MB': Math.round(text.length / 1e5) / 10,
          answers: statusesOf(answers),
          'slowest ms': slowest,
          'largest answer bytes': largest,
          ...figuresOf(seen),
        },
        failures: [
          ...bad.slice(0, 1).map(({ status, text }) => `Bad input was answered with ${status}: ${text.slice(0, 200)}`),
          ...(largest > ANSWER_BYTES ? [`An answer had ${largest} bytes, at most ${ANSWER_BYTES}.`] : []),
          ...missed(seen),
        ],
      };
    }),
}));
