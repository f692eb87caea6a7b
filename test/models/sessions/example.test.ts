import { expect, test } from 'vitest';
import { sessions } from '../../../models/sessions/index.ts';
import { solveDomain } from '../../../src/solve/solveDomain.ts';

test('the example leaves out two sessions, for want of room, and tells the conflict', async () => {
  const { answer, solved } = await solveDomain(sessions, sessions.example(), { engine: 'highs' });
  // Bob's posted session touches the recess. On Monday, Ann and Cid have music until 09:45 and recess until 10:15, and
  // Sam leaves at 11:00: half an hour begins at 10:15 or 10:30, which overlap, so that only one of the two, who are never
  // together, has one session then. On Tuesday there is 09:30 to 10:00 for Ann; the grade of Cid is not there. Of
  // their four sessions two have room, one of each, since Cid's are worth more.
  expect(solved.outcome.proof).toBe('optimal');
  expect(answer!.review.isLegal).toBe(true);
  expect(answer!.result.conflicts.map(({ items, rule }) => [items, rule])).toEqual([[['bob#1'], 'bells']]);
  expect(answer!.result.placed.map(({ item }) => item)).toEqual(['ann#1', 'bob#2', 'cid#1']);
  expect(answer!.result.notPlaced.map(({ item, reason }) => [item, reason.kind])).toEqual([
    ['ann#2', 'crowded-out'],
    ['cid#2', 'crowded-out'],
  ]);
});

test('the demo can be read, and only Olive, who is away when Ms Rivera is there, has no place', async () => {
  const demo = sessions.demo();
  const input = sessions.parse(demo);
  const built = sessions.build(input);
  const nothing = sessions.result(built, { sessions: [] }, undefined as never);
  const blocked = nothing.notPlaced.filter(({ reason }) => reason.kind === 'blocked');
  expect(blocked.map(({ item, reason }) => [item, reason.rule])).toEqual([['olive#1', 'blocked']]);
  expect(nothing.conflicts.map(({ items }) => items)).toEqual([['henry#1']]);
});

test.each(['E1', 'E2'])(
  'what is generated is without fault, the same each time, and tells its conflicts: %s',
  async (name) => {
    const { REFERENCE_SIZES } = await import('../../../models/sessions/generate.ts');
    const size = REFERENCE_SIZES[name as 'E1' | 'E2'];
    const made = sessions.generator.generate({ ...size, seed: 3 });
    expect(JSON.stringify(sessions.generator.generate({ ...size, seed: 3 }))).toBe(JSON.stringify(made));
    const input = sessions.parse(made) as { students: { sessions: number }[] };
    expect(input.students).toHaveLength(size.students);
    expect(input.students.reduce((sum, one) => sum + one.sessions, 0)).toBe(size.sessions);
  },
);
