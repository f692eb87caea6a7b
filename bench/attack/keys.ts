import { randomBytes } from 'node:crypto';
import { withKeys } from '../../src/database.ts';
import { LIMITS } from '../../src/limits.ts';
import { inArena } from './arena.ts';
import { type Attack, statusesOf } from './attack.ts';
import { busyBody, create } from './runsOf.ts';

const GUESSES = 4000;
const AT_ONCE = 400;
const EXPIRES_MS = 6000;
const LATE_MS = (LIMITS.streamKeySeconds + 1) * 1000;

const wrongKey = (): string => `dvt_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('base64url')}`;

/** Keys are guessed, in bursts. */
export const wrongKeys: Attack = {
  name: 'wrong-keys',
  what: `${GUESSES} wrong keys in bursts of ${AT_ONCE}`,
  run: () =>
    inArena({}, async (arena) => {
      const began = performance.now();
      const answers: { status: number }[] = [];
      for (let i = 0; i < GUESSES; i += AT_ONCE) {
        const burst = Array.from({ length: AT_ONCE }, () => arena.send('/v1/models', { key: wrongKey() }));
        answers.push(...(await Promise.all(burst)));
      }
      const seconds = (performance.now() - began) / 1000;
      const lookedUp = answers.filter(({ status }) => status === 401).length;
      const promised = Math.ceil(LIMITS.wrongKeysAtOnce + LIMITS.wrongKeysPerSecond * seconds);
      return {
        figures: {
          answers: statusesOf(answers),
          'looked up': lookedUp,
          promised,
          seconds: Math.round(seconds * 10) / 10,
        },
        failures: lookedUp > promised ? [`${lookedUp} keys were looked up, at most ${promised}.`] : [],
      };
    }),
};

/** A key ends while its stream is open. */
export const endedKeys: Attack = {
  name: 'ended-keys',
  what: 'a key that expires, and one that is revoked, while a stream of each is open',
  run: () =>
    inArena({}, async (arena) => {
      let [expiring, revoked, revokedId] = ['', '', ''];
      let expiresAt = Date.now();
      await withKeys({ data: arena.data }, async (keys) => {
        expiring = (await keys.create('victim', { name: 'e', scopes: ['read'], lifeMs: EXPIRES_MS }, 'bench')).text;
        expiresAt = Date.now() + EXPIRES_MS;
        const made = await keys.create('victim', { name: 'r', scopes: ['read'] }, 'bench');
        [revoked, revokedId] = [made.text, made.key.id];
      });
      const { run } = await create(arena, arena.victim, busyBody('PT40S'));
      const endOf = async (key: string): Promise<number> => {
        const response = await fetch(`${arena.url}/v1/runs/${run.id}/events`, {
          headers: { authorization: `Bearer ${key}` },
        });
        for await (const _ of response.body!);
        return Date.now();
      };
      const ends = [endOf(expiring), endOf(revoked)];
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await withKeys({ data: arena.data }, (keys) => keys.revoke('victim', revokedId, 'bench'));
      const revokedAt = Date.now();
      const [expiredEnd, revokedEnd] = (await Promise.all(ends)) as [number, number];
      const late = { expired: expiredEnd - expiresAt, revoked: revokedEnd - revokedAt };
      return {
        figures: { 'stream of the expired key ended after ms': late.expired, 'of the revoked one': late.revoked },
        failures: Object.entries(late).flatMap(([which, ms]) =>
          ms > LATE_MS ? [`The stream of the ${which} key went on for ${ms} ms, at most ${LATE_MS}.`] : [],
        ),
      };
    }),
};
