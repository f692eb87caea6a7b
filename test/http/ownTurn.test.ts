import { expect, test } from 'vitest';
import { ownTurn } from '../../src/http/ownTurn.ts';

test('whoever asks for a turn has one that nobody else has, in order, and others are heard in between', async () => {
  const heard: string[] = [];
  const steps = ['a', 'b', 'c'].map(async (name) => {
    await ownTurn();
    heard.push(name);
    // Somebody who came meanwhile, such as a request for /livez.
    setImmediate(() => heard.push(`after ${name}`));
    if (name === 'a') {
      await ownTurn();
      heard.push('a again');
    }
  });
  await Promise.all(steps);
  await new Promise((resolve) => setImmediate(resolve));
  expect(heard.filter((one) => !one.startsWith('after'))).toEqual(['a', 'b', 'c', 'a again']);
  // What comes in one turn is heard before the turn after the next.
  expect(heard.indexOf('after a')).toBeLessThan(heard.indexOf('c'));
  expect(heard.indexOf('after b')).toBeLessThan(heard.indexOf('a again'));
});
