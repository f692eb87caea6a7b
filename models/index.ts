import type { DomainModel } from '../src/solve/domainModel.ts';
import { production as productionModel } from './production/index.ts';
import { sessions as sessionsModel } from './sessions/index.ts';
import { staffing as staffingModel } from './staffing/index.ts';

export type * from '../src/client/models.ts';

/** A domain model by its name, from which the compiler knows the types of inputs and solutions. */
export type Named<Name extends string> = DomainModel & { readonly name: Name };

export const production = productionModel as Named<'production'>;
export const sessions = sessionsModel as Named<'sessions'>;
export const staffing = staffingModel as Named<'staffing'>;

/** Every domain model, by name. */
export const DOMAIN_MODELS = { production, sessions, staffing } as const satisfies Record<string, DomainModel>;
