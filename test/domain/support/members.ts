import { DOMAIN_MODELS } from '../../../models/index.ts';
import { TEMPLATES as OF_SESSIONS } from '../../../models/sessions/rules/index.ts';
import { TEMPLATES as OF_STAFFING } from '../../../models/staffing/rules/index.ts';
import type { DomainModel } from '../../../src/solve/domainModel.ts';
import { party } from '../../support/toy/index.ts';

/** Every domain model, and a toy that shows what is the kit's and what is a model's own. */
export const MEMBERS: readonly DomainModel[] = [...Object.values(DOMAIN_MODELS), party as DomainModel];

const COMPANY = [...OF_SESSIONS.values(), ...OF_STAFFING.values()].filter(({ needsCompany }) => needsCompany);

/** Whether a rule of an example is one that asks for company; they are called by their templates, or begin so. */
export function asksForCompany(id: string): boolean {
  return COMPANY.some(({ template }) => id.startsWith(template));
}
