import { describe, expect, it } from 'vitest';
import { boardReader, createBoard, writeBoard } from '../../../src/engines/thread/board.ts';

describe('the board of a race', () => {
  it('gives an engine what others have found, once, and never its own', () => {
    const board = createBoard(2);
    const first = boardReader(board, 1, true);
    const second = boardReader(board, 2, true);
    expect(first()).toBeUndefined();

    writeBoard(board, Float64Array.of(3, 4), 1);
    expect(first()).toBeUndefined();
    expect(second()).toEqual(Float64Array.of(3, 4));
    expect(second()).toBeUndefined();

    writeBoard(board, Float64Array.of(5, 6), 2);
    expect(first()).toEqual(Float64Array.of(5, 6));
    expect(first()).toBeUndefined();
    expect(second()).toBeUndefined();
  });

  it('gives nothing while a solution is being written, and nothing that stood there before the engine began', () => {
    const board = createBoard(1);
    writeBoard(board, Float64Array.of(1), 0);
    const read = boardReader(board, 1, true);
    expect(read()).toBeUndefined();
    Atomics.add(board.version, 0, 1);
    expect(read()).toBeUndefined();
    Atomics.add(board.version, 0, 1);
    expect(read()).toEqual(Float64Array.of(1));
  });

  it('gives what stood there to an engine that has no start', () => {
    const board = createBoard(1);
    writeBoard(board, Float64Array.of(1), 0);
    const read = boardReader(board, 1, false);
    expect(read()).toEqual(Float64Array.of(1));
    expect(read()).toBeUndefined();
  });
});
