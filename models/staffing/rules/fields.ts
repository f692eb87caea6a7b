import { z } from 'zod';

/** The name of an event type. */
export const typeName = z.string().min(1);

/** Event types, at least one. */
export const typeNames = z.array(typeName).min(1).describe('the event types that the rule is about');

export const roleNames = z.array(z.string().min(1));

/** Roles whose people a rule leaves alone. */
export const exemptRoles = roleNames.describe('roles whose people the rule leaves alone');

/** A limit that counts something. */
export const count = z.int().min(0).max(1_000_000);

/** Two lists of types that share none; reported when they do. */
export function disjoint(a: readonly string[], b: readonly string[]): boolean {
  return !a.some((name) => b.includes(name));
}
