import { cpus } from 'node:os';
import { now } from '../../engines/engine.ts';

/** The cores are looked at this often, in milliseconds: their times come in hundredths of a second, and a look at many takes some. */
const WINDOW_MS = 300;

/** What the cores have done since they were started, in milliseconds. */
export interface CoreTimes {
  readonly cores: number;
  /** Of all cores together: what they worked, and what they rested besides. */
  readonly busyMs: number;
  readonly allMs: number;
  /** What they worked for this process. */
  readonly ownMs: number;
}

/**
 * How many of some threads have a core of their own while other processes use the machine. More than these help nobody: of three that
 * share two cores each has two thirds of one, which is what the best engine of a race has then, and what everybody waits for.
 *
 * *Limits* where a process is bound to some cores only, what the others do counts for it as well; so at worst nobody makes room.
 */
export class FreeCores {
  readonly #threads: number;
  readonly #look: () => CoreTimes;
  #last: CoreTimes;
  #lookedAt = now();
  #count: number;

  constructor(threads: number, look: () => CoreTimes = coreTimes) {
    this.#threads = threads;
    this.#look = look;
    this.#last = look();
    this.#count = threads;
  }

  /** How many it was in the last third of a second; at least one, and all of them before anything is known. */
  get count(): number {
    if (now() - this.#lookedAt < WINDOW_MS) return this.#count;
    this.#lookedAt = now();
    const last = this.#last;
    const next = this.#look();
    const ms = (next.allMs - last.allMs) / next.cores;
    // Some systems do not say what their cores do.
    if (!(ms > 0)) return this.#count;
    const others = (next.busyMs - last.busyMs - (next.ownMs - last.ownMs)) / ms;
    const inTheWay = Math.max(0, others - Math.max(0, next.cores - this.#threads));
    this.#count = Math.max(1, this.#threads - Math.round(inTheWay));
    this.#last = next;
    return this.#count;
  }
}

function coreTimes(): CoreTimes {
  const all = cpus();
  const { system, user } = process.cpuUsage();
  let [busyMs, idleMs] = [0, 0];
  for (const { times } of all) {
    busyMs += times.user + times.nice + times.sys + times.irq;
    idleMs += times.idle;
  }
  return { cores: all.length, busyMs, allMs: busyMs + idleMs, ownMs: (system + user) / 1000 };
}
