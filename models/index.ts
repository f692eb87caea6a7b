import type { DomainModel } from '../src/solve/domainModel.ts';
import { production } from './production/index.ts';
import { sessions } from './sessions/index.ts';
import { staffing } from './staffing/index.ts';

/** Every domain model, by name. */
export const DOMAIN_MODELS = {
  production: production as DomainModel,
  sessions: sessions as DomainModel,
  staffing: staffing as DomainModel,
} as const satisfies Record<string, DomainModel>;

export { production, sessions, staffing };
