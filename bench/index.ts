import type { Benches } from '../src/cli/bench.ts';

/** Every bench. */
export const BENCHES: Benches = {
  attack: async () => (await import('./attack.ts')).attack,
  auto: async () => (await import('./auto.ts')).auto,
  chaos: async () => (await import('./chaos.ts')).chaos,
  crowd: async () => (await import('./crowd.ts')).crowd,
  endurance: async () => (await import('./endurance.ts')).endurance,
  engines: async () => (await import('./engines.ts')).engines,
  fuzz: async () => (await import('./fuzz.ts')).fuzzBench,
  guard: async () => (await import('./guard.ts')).guard,
  growth: async () => (await import('./growth.ts')).growth,
  hosts: async () => (await import('./hosts.ts')).hosts,
  instances: async () => (await import('./instances.ts')).instances,
  intervals: async () => (await import('./intervals.ts')).intervals,
  limits: async () => (await import('./limits.ts')).limits,
  plain: async () => (await import('./plain.ts')).plain,
  plans: async () => (await import('./plans.ts')).plans,
  production: async () => (await import('./production.ts')).productionBench,
  race: async () => (await import('./race.ts')).raceBench,
  sessions: async () => (await import('./sessions.ts')).sessionsBench,
  service: async () => (await import('./service.ts')).serviceBench,
  staffing: async () => (await import('./staffing.ts')).staffingBench,
  ticks: async () => (await import('./ticks.ts')).ticks,
  stop: async () => (await import('./stop.ts')).stop,
  'what-if': async () => (await import('./whatIf.ts')).whatIf,
  workers: async () => (await import('./workers.ts')).workers,
};
