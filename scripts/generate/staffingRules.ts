import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { KEYWORDS } from '../../models/staffing/preferences.ts';
import { PROFILES } from '../../models/staffing/profiles/index.ts';
import { RULES } from '../../models/staffing/rules/index.ts';
import type { Rule } from '../../models/staffing/rules/rule.ts';
import { hardnessesOf } from '../../src/domain/rules/rule.ts';
import { ROOT } from '../review/sources.ts';

/**
 * Writes what the code says about the staffing rules into their README: each rule's meaning from its docstring, its
 * parameters from its schema, the numbers of the retail profile, and the plain words for weights. With `--check`, says
 * whether the README differs from it.
 */
const README = join(ROOT, 'models/staffing/README.md');

/** The README as it is, and as it should be. */
export function staffingReadme(): { actual: string; wanted: string } {
  const actual = readFileSync(README, 'utf8');
  const sections = { rules: rulesList(), profile: profileList(), keywords: keywordsList() };
  const wanted = Object.entries(sections).reduce((text, [name, lines]) => {
    const part = new RegExp(`(<!-- ${name}: generated -->\n)[\\s\\S]*?(<!-- end -->)`);
    return text.replace(part, (_, begin: string, end: string) => `${begin}\n${lines.join('\n')}\n\n${end}`);
  }, actual);
  return { actual, wanted };
}

function rulesList(): string[] {
  const meanings = meaningsByTemplate();
  return RULES.map((rule) => {
    const about = [hardnessText(rule), ...parametersOf(rule)].join('; ');
    return `- \`${rule.template}\` (${about}): ${rule.meaning} ${meanings.get(rule.template)}`;
  });
}

/** The docstring of each rule's file, from `*Means*` on. */
function meaningsByTemplate(): Map<string, string> {
  const folder = join(ROOT, 'models/staffing/rules');
  const meanings = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const source = readFileSync(join(folder, file), 'utf8');
    const found = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+: Rule[\s\S]*?template: '([^']+)'/.exec(source);
    if (!found) continue;
    const text = found[1]!.replace(/\n \* ?/g, ' ').trim();
    meanings.set(found[2]!, text.slice(text.indexOf('*Means*')).replace(/\*(\w+)\*/g, '_$1_'));
  }
  return meanings;
}

interface Described {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly required?: readonly string[];
}

function parametersOf(rule: Rule): string[] {
  const { properties = {}, required = [] } = z.toJSONSchema(rule.parameters, { io: 'input' }) as Described;
  return Object.entries(properties).map(([name, schema]) => {
    if (schema.default !== undefined) return `\`${name}\` = \`${JSON.stringify(schema.default)}\``;
    return required.includes(name) ? `\`${name}\`` : `\`${name}\`, if wanted`;
  });
}

function profileList(): string[] {
  return PROFILES.retail.rules.map(({ id, parameters, template, weight }) => {
    const cost = weight === undefined ? '' : `, weight ${weight}`;
    const numbers = Object.keys(parameters).length ? `: \`${JSON.stringify(parameters)}\`` : '';
    return `- **${id}** \`${template}\`${cost}${numbers}`;
  });
}

function keywordsList(): string[] {
  const byTemplate = Map.groupBy(Object.keys(KEYWORDS) as (keyof typeof KEYWORDS)[], (keyword) => KEYWORDS[keyword]);
  return [...byTemplate].map(([template, keywords]) => `- \`${template}\`: ${keywords.join(', ')}`);
}

if (import.meta.main) {
  const { actual, wanted } = staffingReadme();
  if (actual === wanted) console.log('models/staffing/README.md says what the rules say.');
  else if (process.argv.includes('--check')) {
    console.error('models/staffing/README.md differs from the rules; run this script without --check.');
    process.exitCode = 1;
  } else {
    writeFileSync(README, wanted);
    console.log('models/staffing/README.md is written anew.');
  }
}

/** What a rule is, and what else an input may make of it. */
function hardnessText(rule: Rule): string {
  const [own, ...others] = hardnessesOf(rule);
  // Every soft rule may be a preference, which is said once.
  return rule.hard && others.length > 0 ? `${own}; may be ${others.join(' or ')}` : own!;
}
