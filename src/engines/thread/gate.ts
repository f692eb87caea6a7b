import { now } from '../engine.ts';

/**
 * A gate where a thread waits, with all that it knows, while another has its place. The thread looks at it whenever its engine
 * asks whether to stop.
 */
export class Gate {
  /** 1 while it is closed; shared with the thread. */
  readonly word = new Int32Array(new SharedArrayBuffer(4));

  close(): void {
    Atomics.store(this.word, 0, 1);
  }

  open(): void {
    Atomics.store(this.word, 0, 0);
    Atomics.notify(this.word, 0);
  }
}

/** Waits where the gate is closed, until it opens or the deadline; `onWait` is called before. */
export function waitAt(word: Int32Array, deadline: number, onWait: () => void): void {
  if (Atomics.load(word, 0) === 0) return;
  onWait();
  Atomics.wait(word, 0, 1, Math.max(0, deadline - now()));
}
