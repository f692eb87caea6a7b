import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { CONTRACT } from './support/contract.ts';
import { MEMBERS } from './support/members.ts';

describe.each(MEMBERS.map((domain) => [domain.name, domain] as const))('%s', (_, domain) => {
  test.each(CONTRACT.map((clause) => [clause.name, clause] as const))('%s', (_, clause) => clause.holds(domain));
});

test('the members are the domain models that there are, and the toy', () => {
  expect(MEMBERS.map(({ name }) => name)).toEqual([...Object.keys(DOMAIN_MODELS), 'party']);
});
