import { partsIn } from '../../../src/domain/entries.ts';
import type { KnownNames } from '../../../src/domain/rules/context.ts';
import type { FaultCode } from '../faults.ts';
import { PROFILES } from '../profiles/index.ts';
import { declaredRules } from '../ruleBook.ts';
import type { Context, Gathered } from './context.ts';

/** Gathers the names; `raw` is the input as it was given, whose faulty entries still have names. */
export function contextOf(given: Gathered, raw: unknown, parts: Pick<Context, 'report' | 'horizon'>): Context {
  const profile = PROFILES[given.profile];
  const employees = given.employees.filter((employee) => employee !== undefined);
  const entries = [...given.rotations, ...given.rotationExceptions].filter((entry) => entry !== undefined);
  const types = new Map([...Object.entries(profile.types), ...given.types]);
  const roles = namedOr([...profile.roles, ...named(given.roles)], () => employees.map(({ role }) => role));
  const rotationKinds = namedOr([...profile.rotationKinds, ...named(given.rotationKinds)], () =>
    entries.map(({ kind }) => kind),
  );
  const blocks = new Set(
    given.blocks ? partsIn(raw, 'blocks', 'number').filter(isNumber) : profile.blocks.map(({ number }) => number),
  );
  return {
    given,
    ...parts,
    types,
    roles,
    rotationKinds,
    blocks,
    employees: new Set(partsIn(raw, 'employees', 'id').filter(isText)),
    events: new Set(partsIn(raw, 'events', 'id').filter(isText)),
    rules: declaredRules(given),
    known: new Map<string, KnownNames<FaultCode>>([
      ['types', { names: types, code: 'unknown-type', what: 'type' }],
      ['roles', { names: roles, code: 'unknown-role', what: 'role' }],
      ['rotations', { names: rotationKinds, code: 'unknown-rotation', what: 'rotation' }],
      ['blocks', { names: new Set([...blocks].map(String)), code: 'unknown-block', what: 'block', section: 'blocks' }],
    ]),
  };
}

function named(list: readonly (string | undefined)[]): string[] {
  return list.filter((name) => name !== undefined);
}

/** Declared names; when nobody declared any, those that are used. */
function namedOr(declared: readonly string[], used: () => string[]): Set<string> {
  return new Set(declared.length ? declared : used());
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
