import type { BuildLedger } from '../solve/domainModel.ts';
import { table } from './table.ts';

/** What each rule takes in the model, as a table. */
export function ledgerText({ rows, total }: BuildLedger): string {
  const head = ['rule', 'variables', 'constraints', 'terms', 'unshared variables'];
  const lines = [...rows, { owner: 'all', ...total }].map(({ constraints, owner, terms, unshared, variables }) => [
    owner,
    variables,
    constraints,
    terms,
    unshared.variables,
  ]);
  return `What each rule takes in the model:\n\n${table(head, lines)}\n`;
}
