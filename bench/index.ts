import type { Bench } from './bench.ts';

/** Every bench, loaded when it is asked for. */
export const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  engines: async () => (await import('./engines.ts')).engines,
  instances: async () => (await import('./instances.ts')).instances,
  staffing: async () => (await import('./staffing.ts')).staffingBench,
  stop: async () => (await import('./stop.ts')).stop,
};
