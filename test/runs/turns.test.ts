import { describe, expect, test } from 'vitest';
import { Turns } from '../../src/runs/solver/turns.ts';

const LIMITS = { size: 2, each: 1, waiting: 6, waitingEach: 4 };

/** Turns, and who has had one, in order. */
function crowd() {
  const turns = new Turns(LIMITS);
  const served: string[] = [];
  const ask = (asker: string, signal?: AbortSignal): Promise<boolean> | boolean => {
    if (turns.take(asker)) {
      served.push(asker);
      return true;
    }
    return turns.wait(asker, signal).then((isMine) => {
      if (isMine) served.push(asker);
      return isMine;
    });
  };
  const giveBack = async (asker: string): Promise<void> => {
    turns.give(asker);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { turns, served, ask, giveBack };
}

describe('turns', () => {
  test('go around between askers, and in order for each', async () => {
    const { served, ask, giveBack } = crowd();
    // a may have one of the two at once, though the other is free; b and c come later and wait less.
    for (let i = 0; i < 4; i++) void ask('a');
    void ask('b');
    void ask('b');
    void ask('c');
    expect(served).toEqual(['a', 'b']);
    await giveBack('b');
    expect(served).toEqual(['a', 'b', 'b']);
    await giveBack('a');
    expect(served).toEqual(['a', 'b', 'b', 'a']);
    await giveBack('b');
    await giveBack('a');
    expect(served.slice(4).sort()).toEqual(['a', 'c']);
  });

  test('are refused to who has too many waiting, and to all when too many wait', async () => {
    const { ask } = crowd();
    const isRefused = async (asker: string): Promise<boolean> => (await ask(asker)) === false;
    void ask('a');
    for (let i = 0; i < 4; i++) void ask('a');
    expect(await isRefused('a')).toBe(true);
    void ask('b');
    for (let i = 0; i < 2; i++) void ask('b');
    expect(await isRefused('c')).toBe(true);
  });

  test('are nothing for who has gone', async () => {
    const { served, ask, giveBack } = crowd();
    void ask('a');
    const gone = new AbortController();
    const left = ask('a', gone.signal);
    const stays = ask('a');
    gone.abort();
    expect(await left).toBe(false);
    await giveBack('a');
    expect(await stays).toBe(true);
    expect(served).toEqual(['a', 'a']);
    expect(await new Turns({ ...LIMITS, size: 0 }).wait('a', gone.signal)).toBe(false);
  });
});
