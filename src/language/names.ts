import { type Expression, type Literal, variableOf } from './expression.ts';
import type { Interval, VariableData } from './variables.ts';

/** How to write references of one model in text. */
export interface Names {
  variable(index: number): string;
  literal(literal: Literal): string;
  literals(literals: readonly Literal[]): string;
  expression(expression: Expression): string;
  expressions(expressions: readonly Expression[]): string;
  interval(index: number): string;
}

/** Names from the model; what has none is called `x7` or `interval2`. */
export function namesOf(model: {
  readonly variables: readonly VariableData[];
  readonly intervals: readonly Interval[];
}): Names {
  const variable = (index: number): string => model.variables[index]?.name || `x${index}`;
  const literal = (l: Literal): string => (l < 0 ? `!${variable(variableOf(l))}` : variable(l));
  const expression = (e: Expression): string => expressionText(e, variable);
  return {
    variable,
    literal,
    literals: (list) => list.map(literal).join(', '),
    expression,
    expressions: (list) => list.map(expression).join(', '),
    interval: (index) => model.intervals[index]?.name || `interval${index}`,
  };
}

function expressionText(e: Expression, variable: (index: number) => string): string {
  let text = '';
  for (let i = 0; i < e.vars.length; i++) {
    text += signed(e.coeffs[i]!, variable(e.vars[i]!), text === '');
  }
  if (e.offset !== 0 || text === '') text += signed(e.offset, '', text === '');
  return text;
}

function signed(coefficient: number, name: string, first: boolean): string {
  const size = Math.abs(coefficient);
  const body = name === '' ? `${size}` : size === 1 ? name : `${size} ${name}`;
  if (first) return coefficient < 0 ? `-${body}` : body;
  return coefficient < 0 ? ` - ${body}` : ` + ${body}`;
}

/** A domain as text: `{3}`, `0..5`, `0..1 | 4..*`, where `*` means no bound. */
export function domainText(domain: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < domain.length; i += 2) {
    const lo = domain[i]!;
    const hi = domain[i + 1]!;
    parts.push(lo === hi ? `${lo}` : `${Number.isFinite(lo) ? lo : '*'}..${Number.isFinite(hi) ? hi : '*'}`);
  }
  return parts.join(' | ');
}
