import type { DomainModel } from '../src/solve/domainModel.ts';

/** Every domain model by its name, each loaded alone when it is asked for: who needs one does not wait for all. */
export const MODELS_BY_NAME = {
  production: async () => (await import('./production/index.ts')).production,
  sessions: async () => (await import('./sessions/index.ts')).sessions,
  staffing: async () => (await import('./staffing/index.ts')).staffing,
} as const satisfies Record<string, () => Promise<DomainModel>>;
