import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { type Random, randomOf } from '../../src/domain/random.ts';
import { healthOf } from '../../src/domain/validation/issues.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import type { FixKind } from '../../src/solve/fixOption.ts';
import { changedInLists } from '../../src/solve/inputLists.ts';
import { cases } from '../support/deep.ts';
import { party } from '../support/toy/index.ts';

/** Issues of each model whose options are tried. */
const ISSUES = cases(25, 200);

interface Spoilt {
  readonly domain: DomainModel;
  readonly sizes: Readonly<Record<string, number>>;
  /** What some option does; nobody can take over from the one provider of a small caseload. */
  readonly kinds: readonly FixKind[];
  /** Work posted at random, without a look at any rule. */
  posted(input: never, random: Random): object[];
}

interface StaffingDraft {
  readonly events: readonly { id: string; type: string; start: string; due: string }[];
  readonly employees: readonly { id: string }[];
}

interface SessionsDraft {
  readonly students: readonly { id: string; providers: string[]; sessions: number }[];
}

interface WorkshopDraft {
  readonly horizon: { readonly from: string };
  readonly orders: readonly {
    id: string;
    operations: readonly { id: string; kind: string; core: object; setup?: object }[];
  }[];
  readonly resources: readonly { id: string; kind: string; capabilities?: readonly { does: string }[] }[];
}

interface PartyDraft {
  readonly guests: readonly { id: string }[];
  readonly tables: readonly { id: string }[];
}

const MEMBERS: readonly Spoilt[] = [
  {
    domain: DOMAIN_MODELS.staffing as DomainModel,
    sizes: { events: 24, employees: 8, days: 14, posted: 0 },
    kinds: ['reassign', 'move', 'trade', 'unschedule', 'relax', 'ignore'],
    posted: ({ events, employees }: StaffingDraft, random) =>
      events
        .filter(() => random.chance(70))
        .map(({ id, start, type }) => ({
          event: id,
          employee: random.pick(employees).id,
          day: start,
          ...(type === 'core' ? { block: random.between(1, 8) } : {}),
          movable: random.chance(50),
        })),
  },
  {
    domain: DOMAIN_MODELS.sessions as DomainModel,
    sizes: { students: 5 },
    kinds: ['move', 'unschedule', 'relax', 'ignore'],
    posted: ({ students }: SessionsDraft, random) =>
      students.flatMap(({ id, providers, sessions }) =>
        ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].slice(0, sessions).map((day) => ({
          student: id,
          provider: random.pick(providers),
          day,
          start: `${random.between(8, 14)}:${random.pick(['00', '15', '30'])}`.padStart(5, '0'),
        })),
      ),
  },
  {
    domain: DOMAIN_MODELS.production as DomainModel,
    sizes: { orders: 4, operations: 10, machines: 5, operators: 3, horizon: 8 },
    kinds: ['move', 'unschedule', 'relax', 'ignore'],
    posted({ horizon, orders, resources }: WorkshopDraft, random) {
      const operators = resources.filter(({ kind }) => kind === 'operator').map(({ id }) => id);
      const able = (does: string) =>
        resources.filter(({ capabilities = [] }) => capabilities.some((one) => one.does === does)).map(({ id }) => id);
      const dayOf = (after: number): string =>
        new Date(Date.parse(horizon.from) + after * 86_400_000).toISOString().slice(0, 10);
      return orders.flatMap(({ id: order, operations }) =>
        operations
          .filter(() => random.chance(60))
          .map(({ id: operation, kind }) => ({
            ...{ order, operation, machine: random.pick(able(kind)), operators: [random.pick(operators)] },
            start: `${dayOf(random.between(0, 3))}T${String(random.between(6, 18)).padStart(2, '0')}:00`,
          })),
      );
    },
  },
  {
    domain: party as DomainModel,
    sizes: { guests: 8 },
    kinds: ['reassign', 'unschedule', 'relax', 'ignore'],
    posted: ({ guests, tables }: PartyDraft, random) =>
      guests.filter(() => random.chance(80)).map(({ id }) => ({ guest: id, table: random.pick(tables).id })),
  },
];

describe.each(MEMBERS.map((member) => [member.domain.name, member] as const))(
  '%s',
  (_, { domain, kinds: expected, sizes, posted }) => {
    /** Inputs whose posted work was put anywhere. */
    function* spoilt() {
      for (let seed = 1; seed < 1000; seed++) {
        const input = domain.generator.generate({ ...sizes, seed }) as object;
        yield { ...input, pins: [], posted: posted(input as never, randomOf(seed, 'spoilt')) };
      }
    }

    test('every option of a random issue, applied, removes it and makes no critical one', { timeout: 600_000 }, () => {
      const kinds = new Set<string>();
      let [issues, options] = [0, 0];
      for (const given of spoilt()) {
        const input = domain.parse(given);
        const before = domain.validation(input);
        for (const { id } of before.filter((__, i) => i % 3 === 0)) {
          for (const { changes, kind, text } of domain.fixOptions(input, id)) {
            kinds.add(kind);
            if (kind === 'ignore') continue;
            options++;
            const after = domain.validation(domain.parse(changedInLists(domain.lists, given, changes)));
            expect(
              after.map((issue) => issue.id),
              text,
            ).not.toContain(id);
            const known = new Set(before.map((issue) => issue.id));
            const news = after.filter((issue) => issue.severity === 'critical' && !known.has(issue.id));
            expect(news, text).toEqual([]);
          }
          if (++issues === ISSUES) break;
        }
        if (issues === ISSUES) break;
      }
      expect(issues).toBe(ISSUES);
      expect(options).toBeGreaterThan(ISSUES);
      expect([...kinds]).toEqual(expect.arrayContaining([...expected]));
    });

    test('an issue is called the same whatever the order of the input', () => {
      const [given] = spoilt();
      const ids = (value: object): string[] =>
        domain
          .validation(domain.parse(value))
          .map(({ id }) => id)
          .sort();
      expect(ids({ ...given, posted: [...given!.posted].reverse() })).toEqual(ids(given!));
      expect(ids(given!).length).toBeGreaterThan(0);
    });

    test('what is fixed at once is gone, and what is left is said', () => {
      const [given] = spoilt();
      const input = domain.parse(given);
      const { changes, fixed, left } = domain.fixAll(input);
      const after = domain.validation(domain.parse(changedInLists(domain.lists, given!, changes)));
      const rest = after.map(({ id }) => id);
      for (const { issue, option } of fixed) {
        expect(option.needsJudgement).toBe(false);
        expect(rest).not.toContain(issue.id);
      }
      const critical = after.filter(({ severity }) => severity !== 'info').map(({ id }) => id);
      expect(left.map(({ issue }) => issue.id)).toEqual(expect.arrayContaining(critical));
      const without = domain.fixAll(input, ['reassign', 'move', 'trade', 'assign']);
      expect([without.changes, without.fixed]).toEqual([[], []]);
    });
  },
);

test('a critical issue costs ten points of health, a warning three, advice nothing; there is nothing below 0', () => {
  const issues = ['critical', 'critical', 'warning', 'info'].map((severity) => ({ severity: severity as 'info' }));
  expect(healthOf(issues)).toBe(77);
  expect(healthOf(Array.from({ length: 11 }, () => ({ severity: 'critical' as const })))).toBe(0);
});
