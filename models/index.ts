import type { DomainModel } from '../src/solve/domainModel.ts';
import { sessions } from './sessions/index.ts';
import { staffing } from './staffing/index.ts';

/** Every domain model, by name. */
export const DOMAIN_MODELS = {
  sessions: sessions as DomainModel,
  staffing: staffing as DomainModel,
} as const satisfies Record<string, DomainModel>;
