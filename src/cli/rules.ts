import type { Command } from 'commander';
import { closest } from '../closest.ts';
import { columns } from '../domain/columns.ts';
import { DovetailError } from '../errors.ts';
import type { DomainModel, RuleNamed, RuleParameter, RuleTemplate } from '../solve/domainModel.ts';
import { type Domains, domainNamed, type Edits, readInput } from './domains.ts';
import { withEdits } from './options.ts';
import type { DefineCommand } from './program.ts';
import { table, terminalWidth } from './table.ts';

interface Options extends Edits {
  readonly template?: string;
  readonly json?: true;
}

/** `dovetail rules <model> [input]`: what rules can be made of, or the rules of an input in words. */
export function rulesCommand(domains: Domains): DefineCommand {
  return (command: Command) => {
    withEdits(command)
      .argument('<model>', `one of ${Object.keys(domains).join(', ')}`)
      .argument('[input]', 'a JSON or YAML file: the rules of its profile and its own, in words')
      .option('--template <name>', 'only this template')
      .option('--json', 'print one JSON document')
      .action(async (name: string, path: string | undefined, { json, template, ...edits }: Options) => {
        const domain = await domainNamed(domains, name);
        if (path === undefined) {
          const templates = chosen(domain.templates(), template);
          process.stdout.write(json ? `${JSON.stringify({ templates })}\n` : templatesText(templates, name));
          return;
        }
        const rules = domain.rules(domain.parse(await readInput(domain, path, edits)));
        process.stdout.write(json ? `${JSON.stringify({ rules })}\n` : rulesText(rules));
      });
  };
}

/** The rules of an input, each with its weight and what it says. */
export function rulesText(rules: readonly RuleNamed[]): string {
  const rows = rules.map(({ id, text, weight }) => [id, weight === undefined ? 'hard' : String(weight), text]);
  return `${table(['rule', 'weight', 'says'], rows)}\n`;
}

function chosen(templates: ReturnType<DomainModel['templates']>, name: string | undefined): readonly RuleTemplate[] {
  if (name === undefined) return templates;
  const own = templates.filter(({ template }) => template === name);
  if (own.length > 0) return own;
  const near = closest(
    name,
    templates.map(({ template }) => template),
  );
  throw new DovetailError('input/usage', `There is no rule template ${JSON.stringify(name)}.`, {
    maybe: near ? `you mean ${near}.` : 'leave --template out to see them all.',
  });
}

function templatesText(templates: readonly RuleTemplate[], model: string): string {
  const [first] = templates;
  const parts = templates.map(({ hardnesses, meaning, parameters, template }) => {
    const head = `${template} (${hardnesses.join(', or ')})`;
    return [head, `  ${meaning}`, ...(parameters.length > 0 ? [parametersText(parameters)] : [])].join('\n');
  });
  const how = [
    'In an input, a rule is an entry of "rules":',
    `  - { id: my-rule, template: ${first?.template}, parameters: {...}, hardness: ${first?.hardnesses[0]} }`,
    'A soft rule has a "weight", what one miss costs; a hard rule has none. Rules of the profile are changed by their id alone.',
    `"dovetail rules ${model} <input>" lists the rules that count in an input.`,
  ];
  return `${[...parts, how.join('\n')].join('\n\n')}\n`;
}

function parametersText(parameters: readonly RuleParameter[]): string {
  const rows = parameters.map((one) => [one.name, `${one.type}${needText(one)}`, one.means ?? '']);
  return columns(rows, { indent: '    ', width: terminalWidth() });
}

/** What becomes of a parameter that is left out. */
export function needText({ default: fallback, isRequired }: Pick<RuleParameter, 'default' | 'isRequired'>): string {
  if (isRequired) return ' (needed)';
  if (Array.isArray(fallback) && fallback.length === 0) return ' (none when left out)';
  return fallback === undefined ? '' : ` (${JSON.stringify(fallback)} when left out)`;
}
