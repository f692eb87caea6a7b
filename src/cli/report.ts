import type { BuildLedger, DomainModel } from '../solve/domainModel.ts';
import type { DomainResult } from '../solve/result.ts';
import type { Timeline } from '../solve/timeline.ts';
import { UNITS } from './legend.ts';
import { escaped, STYLE } from './report/page.ts';
import { roster } from './report/roster.ts';
import { statesIn } from './report/states.ts';

/** What a page tells of. */
interface Reported {
  readonly value: unknown;
  readonly solution: unknown;
  readonly result: DomainResult;
  readonly ledger: BuildLedger;
}

/**
 * A schedule as one page without anything from elsewhere, to read and to print: the roster, what is not placed and why,
 * what it costs by rule, and, folded, how large each rule makes the model.
 */
export function report(domain: DomainModel, { ledger, result, solution, value }: Reported): string {
  const input = domain.parse(value);
  const timeline = domain.timeline(input, solution);
  const says = new Map(domain.rules(input).map(({ id, text }) => [id, text]));
  const title = titleOf(domain, value);
  const { counts, notPlaced, penalties, penalty } = result;
  const costs = Object.entries(penalties).filter(([, amount]) => amount > 0);
  const parts = [
    `<h1>${escaped(title)}</h1>`,
    `<p class="lead">${leadOf(counts)} Penalty: ${penalty} points.</p>`,
    section('The schedule', `${legend(timeline)}${roster(timeline)}`),
    section(
      'Not placed',
      notPlaced.length === 0
        ? '<p>Everything has a place.</p>'
        : table(
            ['what', 'reason', 'in words'],
            notPlaced.map(({ item, label, reason }) => [labelled(item, label), reason.kind, reason.text]),
          ),
    ),
    section(
      'What it costs',
      costs.length === 0
        ? '<p>Every wish is met: no soft rule costs anything.</p>'
        : `${table(
            ['rule', 'says', 'points'],
            [...costs.map(([rule, amount]) => [rule, says.get(rule) ?? '', amount]), ['all', '', penalty]],
          )}<p>${UNITS}</p>`,
    ),
    folded(
      'For those who look after the model: how large each rule makes it',
      table(
        ['rule', 'says', 'variables', 'constraints'],
        ledger.rows.map(({ constraints, owner, variables }) => [owner, says.get(owner) ?? '', variables, constraints]),
      ),
    ),
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n${parts.join('\n')}\n</body>\n</html>\n`;
}

/** What an input is called. */
export function titleOf(domain: DomainModel, value: unknown): string {
  const { name } = value as { readonly name?: unknown };
  return typeof name === 'string' ? name : `A schedule of ${domain.name}`;
}

function leadOf({ items, placed, posted }: DomainResult['counts']): string {
  const already = posted === 0 ? '' : ` ${posted} more ${posted === 1 ? 'was' : 'were'} there already.`;
  return `${placed} of ${items} placed.${already}`;
}

/** What people call something, with its id where that is another word. */
function labelled(item: string, label: string): string {
  return item === label ? item : `${label} (${item})`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`;
}

/** A section that is opened by who asks for it, and left out in print. */
function folded(title: string, content: string): string {
  return `<details><summary>${title}</summary>${content}</details>`;
}

function legend(timeline: Timeline): string {
  const entries = statesIn(timeline).map(([state, text]) => `<span class="bar ${state}">${text}</span>`);
  return `<p class="legend">${entries.join(' ')}</p>`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string =>
    typeof value === 'number' ? `<td class="number">${value}</td>` : `<td>${escaped(value)}</td>`;
  const lines = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`);
  return `<table><thead><tr>${head.map((title) => `<th>${title}</th>`).join('')}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`;
}
