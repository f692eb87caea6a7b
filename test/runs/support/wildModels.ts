import { existsSync, writeFileSync } from 'node:fs';
import { DOMAIN_MODELS as ALL } from '../../../models/index.ts';
import type { DomainModel } from '../../../src/solve/domainModel.ts';

const { staffing } = ALL;

function wild(name: string, change: Partial<DomainModel>): DomainModel {
  return { ...staffing, ...change, name };
}

const hoard: Uint8Array[] = [];

/** The staffing model, and versions of it that do what models must not. */
export const DOMAIN_MODELS: Readonly<Record<string, DomainModel>> = {
  staffing,
  /** Never comes back from building. */
  endless: wild('endless', {
    build(): never {
      for (;;);
    },
  }),
  /** Wants all the memory there is. */
  hungry: wild('hungry', {
    build(): never {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => i + 0.5));
    },
  }),
  /** Wants it in one piece after the other, which V8 does not survive. */
  greedy: wild('greedy', {
    build(): never {
      const hoard: unknown[][] = [];
      for (;;) hoard.push(new Array(10_000_000).fill(1.5));
    },
  }),
  /** Wants it outside of what V8 counts. */
  sly: wild('sly', {
    build(): never {
      const hoard: Uint8Array[] = [];
      for (;;) hoard.push(new Uint8Array(2 ** 24).fill(1));
    },
  }),
  /** Holds so much while it is solved that memory is short, and gives that back with its process only. */
  crowded: wild('crowded', {
    build(input) {
      hoard.push(new Uint8Array(0.86 * 2 ** 30 - process.memoryUsage.rss()).fill(1));
      return staffing.build(input);
    },
  }),
  /** Wants all the memory there is once something was found. */
  insatiable: wild('insatiable', {
    review(...of) {
      setTimeout(() => {
        for (;;) hoard.push(new Uint8Array(2 ** 24).fill(1));
      }, 100);
      return staffing.review(...of);
    },
  }),
  /** Dies after its work is done. */
  brittle: wild('brittle', {
    parse(value) {
      setTimeout(() => {
        throw new Error('too late to be heard');
      }, 200);
      return staffing.parse(value);
    },
  }),
  /** Has a mistake in it. */
  broken: wild('broken', {
    build(): never {
      throw new TypeError('undefined is not a roster');
    },
  }),
  /** Ends its thread. */
  quitter: wild('quitter', {
    build(): never {
      process.exit(3);
    },
  }),
  /** Is killed, as the system kills what takes its memory, until the file that its input names is there. */
  shot: wild('shot', {
    parse(value) {
      const { file } = value as { file: string };
      if (existsSync(file)) return staffing.parse({});
      writeFileSync(file, '');
      process.kill(process.pid, 'SIGKILL');
      for (;;);
    },
  }),
  /** Never comes back from reading. */
  slow: wild('slow', {
    parse(): never {
      for (;;);
    },
  }),
  /** Wants more than it may have as soon as it reads, outside of what V8 counts. */
  voracious: wild('voracious', {
    parse(): never {
      const hoard: Uint8Array[] = [];
      for (;;) hoard.push(new Uint8Array(2 ** 24).fill(1));
    },
  }),
  /** Does its work, and keeps 700 MB for itself. */
  hoarding: wild('hoarding', {
    parse(value) {
      hoard.push(new Uint8Array(700 * 2 ** 20).fill(1));
      return staffing.parse(value);
    },
  }),
  /** Is killed whenever it is asked. */
  doomed: wild('doomed', {
    parse(): never {
      process.kill(process.pid, 'SIGKILL');
      for (;;);
    },
  }),
  /** Finds something that its own review refuses. */
  lenient: wild('lenient', {
    review: () => ({
      isLegal: false,
      issues: [{ rule: 'r1', text: 'Ann is in two places.', items: ['a'] }],
      conflicts: [],
      penalty: 1,
      penalties: {},
    }),
  }),
};
