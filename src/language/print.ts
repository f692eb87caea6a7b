import { kindOf } from './constraints/index.ts';
import type { DecisionStrategy, Model } from './model.ts';
import { domainText, type Names, namesOf } from './names.ts';
import type { Interval } from './variables.ts';

/**
 * A model as text that people read and tests compare: one line for each variable, interval and constraint.
 *
 * Two models with the same text have the same solutions; owners are left out.
 *
 * @example
 * ```ts
 * const model = new ModelBuilder('tiny');
 * const x = model.integer(0, 5, 'x');
 * model.add(compare(term(x), '>=', 2), { name: 'floor' });
 * model.minimize(term(x, 3));
 * console.log(print(model.build()));
 * // model tiny
 * // minimize 3 x
 * // variables
 * //   x in 0..5
 * // constraints
 * //   floor: x >= 2
 * ```
 */
export function print(model: Model): string {
  const names = namesOf(model);
  const lines = [model.name ? `model ${model.name}` : 'model'];
  const { objective } = model;
  if (objective) {
    const scale = (objective.scale ?? 1) === 1 ? '' : `, shown times ${objective.scale}`;
    const range = objective.domain ? `, in ${domainText(objective.domain)}` : '';
    lines.push(`${objective.sense} ${names.expression(objective)}${range}${scale}`);
  }
  section(lines, 'variables', model.variables, (v, i) => `${names.variable(i)} in ${domainText(v.domain)}`);
  section(lines, 'intervals', model.intervals, (v, i) => intervalText(v, names.interval(i), names));
  section(lines, 'constraints', model.constraints, (c) => {
    const label = c.name ? `${c.name}: ` : '';
    const condition = c.enforce?.length ? `if ${names.literals(c.enforce)} then ` : '';
    return `${label}${condition}${kindOf(c).print(c, names)}`;
  });
  section(lines, 'assumptions', model.assumptions ?? [], names.literal);
  section(lines, 'hint', model.hint?.vars ?? [], (v, i) => `${names.variable(v)} = ${model.hint!.values[i]}`);
  section(lines, 'strategies', model.strategies ?? [], (s) => strategyText(s, names));
  return `${lines.join('\n')}\n`;
}

function section<T>(
  lines: string[],
  title: string,
  items: readonly T[],
  text: (item: T, index: number) => string,
): void {
  if (items.length === 0) return;
  lines.push(title);
  lines.push(...items.map((item, index) => `  ${text(item, index)}`));
}

function intervalText(v: Interval, name: string, names: Names): string {
  const presence = v.presence?.length ? ` if ${names.literals(v.presence)}` : '';
  return `${name} = [${names.expression(v.start)}, ${names.expression(v.end)}) size ${names.expression(v.size)}${presence}`;
}

function strategyText(s: DecisionStrategy, names: Names): string {
  return `${s.variableSelection}, ${s.valueSelection}: ${names.expressions(s.exprs)}`;
}
