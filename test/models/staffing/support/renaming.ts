import { retail } from '../../../../models/staffing/profiles/retail.ts';
import type { Solution } from '../../../../models/staffing/solution.ts';
import type { Draw } from '../../../support/naiveStaffing/draw.ts';
import type { drawSound } from '../../../support/naiveStaffing/inputs.ts';

type Raw = ReturnType<typeof drawSound>;
type Json = Record<string, unknown>;

/** What a name names; each kind has names of its own. */
type Kind = 'type' | 'role' | 'skill' | 'rotation' | 'person' | 'event' | 'product' | 'pairing' | 'rule';

/** Another name for each name of a kind. */
export type Renaming = (kind: Kind, name: string) => string;

/** Names that mean something to a program that is careless, or that look like one another. */
const NASTY = [
  '__proto__ constructor prototype valueOf toString hasOwnProperty length then get * , | / . ~ ~0 ~1 # $ref'.split(' '),
  [
    ' ',
    '  ',
    'a',
    'a ',
    ' a',
    'a a',
    'a  a',
    'a a a',
    'b',
    'a b',
    'b a',
    'a,b',
    'a|b',
    'a/b',
    'a\nb',
    'a\tb',
    '"',
    "'",
    '\\',
  ],
  ['0', '-0', '00', '1', '01', '1.0', '1e3', 'null', 'undefined', 'NaN', 'true', 'Infinity', '-1', '[]', '{}'],
  // One letter with an accent, and two signs that make one; a wide sign, an invisible one, and both directions.
  ['\u00e9', 'e\u0301', '\ud83d\ude00', '\u200b', '\u202ea', 'A', '\u0430', '\ufeff'],
  // Names that differ in the last of their letters, of which an input takes up to 16,384.
  [256, 10_000].flatMap((length) => ['x'.repeat(length), `${'x'.repeat(length - 1)}y`]),
].flat();

/** A random bijection onto nasty names, for each kind one of its own. */
export function drawRenaming(draw: Draw): Renaming {
  const kinds = new Map<Kind, { given: Map<string, string>; left: string[] }>();
  return (kind, name) => {
    const known = kinds.get(kind) ?? { given: new Map(), left: draw.shuffled(NASTY) };
    kinds.set(kind, known);
    const other = known.given.get(name) ?? known.left.pop();
    if (other === undefined) throw new Error(`More names of the kind ${kind} than there are nasty ones.`);
    known.given.set(name, other);
    return other;
  };
}

/** Templates that the plain profile has already, under ids that are its own. */
const PLAIN = ['structure', 'available', 'open-day', 'frozen-days', 'place', 'urgency', 'keep', 'affinity'];

/** The same input without a profile: what the profile brings is its own, so that it can have other names. */
export function withoutProfile({ profile, types, blocks, rules, ...rest }: Raw): Json & { pins: unknown[] } {
  const isRetail = profile === 'retail';
  const over = new Map((rules as Json[]).map((rule) => [rule.id as string, rule]));
  const base = isRetail ? retail.rules.filter(({ template }) => !PLAIN.includes(template)) : [];
  const laid = base.map(({ id, ...rule }) => {
    const { parameters = {}, ...more } = over.get(id) ?? {};
    return { ...rule, ...more, id, parameters: { ...rule.parameters, ...(parameters as Json) } };
  });
  const own = (rules as Json[]).filter(({ template }) => template !== undefined);
  const known = new Set([...laid, ...own].map(({ id }) => id as string));
  return {
    ...rest,
    types: isRetail ? { ...retail.types, ...types } : types,
    blocks: blocks ?? (isRetail ? retail.blocks : []),
    rules: [...laid, ...own],
    ...(isRetail ? { roles: retail.roles, rotationKinds: retail.rotationKinds } : {}),
    preferences: (rest.preferences as Json[]).filter(({ rule }) => typeof rule === 'string' && known.has(rule)),
    employees: rest.employees.map((one) => ({ ...one, caps: kept(one.caps, known) })),
  };
}

function kept(caps: Readonly<Record<string, number>>, rules: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(caps).filter(([id]) => rules.has(id)));
}

/** Fields whose text, or list of texts, is a name, wherever they are. */
const FIELDS: Readonly<Record<string, Kind>> = {
  type: 'type',
  types: 'type',
  excludes: 'type',
  bases: 'type',
  preferred: 'type',
  leader: 'type',
  follower: 'type',
  role: 'role',
  roles: 'role',
  exemptRoles: 'role',
  skills: 'skill',
  kind: 'rotation',
  rotation: 'rotation',
  event: 'event',
  product: 'product',
  pairing: 'pairing',
  rule: 'rule',
};

/** An input without profile in which everything that has a name has another. */
export function renamed(input: Json, to: Renaming): Json {
  const list = (key: string): Json[] => (input[key] ?? []) as Json[];
  const each = (key: string, change: (one: Json) => Json): Json => ({
    [key]: list(key).map((one) => ({ ...walk(one, to), ...change(one) })),
  });
  const people = (one: Json): Json => ({
    ...(one.employee === undefined ? {} : { employee: to('person', one.employee as string) }),
    ...(one.backup === undefined ? {} : { backup: to('person', one.backup as string) }),
  });
  const keyed = (value: unknown, kind: Kind): Json =>
    Object.fromEntries(Object.entries((value ?? {}) as Json).map(([name, entry]) => [to(kind, name), entry]));
  return {
    ...input,
    types: keyed(input.types, 'type'),
    ...(input.roles ? { roles: (input.roles as string[]).map((role) => to('role', role)) } : {}),
    ...(input.rotationKinds
      ? { rotationKinds: (input.rotationKinds as string[]).map((kind) => to('rotation', kind)) }
      : {}),
    ...each('employees', (one) => ({ id: to('person', one.id as string), caps: keyed(one.caps, 'rule') })),
    ...each('events', (one) => ({
      id: to('event', one.id as string),
      ...(one.posted ? { posted: { ...(one.posted as Json), ...people(one.posted as Json) } } : {}),
    })),
    ...each('posted', people),
    ...each('pins', people),
    ...each('rotations', people),
    ...each('rotationExceptions', people),
    ...each('affinity', people),
    ...each('preferences', () => ({})),
    ...each('rules', ({ id, parameters }) => {
      const p = (parameters ?? {}) as Json;
      const choices = Array.isArray(p.employee)
        ? p.employee.map((choice: Json) =>
            'backup' in choice ? { backup: to('rotation', choice.backup as string) } : walk(choice, to),
          )
        : p.employee;
      return {
        id: to('rule', id as string),
        parameters: {
          ...(walk(p, to) as Json),
          ...(p.ranks ? { ranks: keyed(p.ranks, 'type') } : {}),
          ...(choices === undefined ? {} : { employee: choices }),
        },
      };
    }),
  };
}

function walk(value: unknown, to: Renaming): Json {
  return Object.fromEntries(
    Object.entries(value as Json).map(([key, part]) => {
      const kind = FIELDS[key];
      if (kind && typeof part === 'string') return [key, to(kind, part)];
      if (kind && Array.isArray(part)) return [key, part.map((one) => to(kind, one as string))];
      if (Array.isArray(part))
        return [key, part.map((one) => (typeof one === 'object' && one !== null ? walk(one, to) : one))];
      return [key, part];
    }),
  );
}

/** A solution in the other names. */
export function renamedSolution({ assignments }: Solution, to: Renaming): Solution {
  return {
    assignments: assignments.map(({ event, employee, ...at }) => ({
      ...at,
      event: to('event', event),
      employee: to('person', employee),
    })),
  };
}
