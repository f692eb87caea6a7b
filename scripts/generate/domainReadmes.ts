import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { PROFILES as PRODUCTION_PROFILES } from '../../models/production/profiles.ts';
import { KEYWORDS as PRODUCTION_KEYWORDS } from '../../models/production/ruleBook.ts';
import { RULES as PRODUCTION_RULES } from '../../models/production/rules/index.ts';
import { PROFILES as SESSIONS_PROFILES } from '../../models/sessions/profiles.ts';
import { KEYWORDS as SESSIONS_KEYWORDS } from '../../models/sessions/ruleBook.ts';
import { RULES as SESSIONS_RULES } from '../../models/sessions/rules/index.ts';
import { KEYWORDS } from '../../models/staffing/preferences.ts';
import { PROFILES } from '../../models/staffing/profiles/index.ts';
import { RULES } from '../../models/staffing/rules/index.ts';
import { needText } from '../../src/cli/rules.ts';
import type { ProfileRule } from '../../src/domain/rules/profile.ts';
import { hardnessesOf } from '../../src/domain/rules/rule.ts';
import { parametersOf } from '../../src/domain/rules/templates.ts';
import { ROOT } from '../review/sources.ts';

/** What a README says of a rule. */
interface RuleAbout {
  readonly template: string;
  readonly hard: boolean;
  readonly softens?: true;
  readonly meaning: string;
  readonly parameters: z.ZodType;
}

interface Described {
  readonly rules: readonly RuleAbout[];
  readonly profile: readonly ProfileRule[];
  /** Plain words for weights, each with its template. */
  readonly keywords: ReadonlyMap<string, string>;
}

/** The domain models whose READMEs list rules, by the names of their folders. */
const MODELS: ReadonlyMap<string, Described> = new Map([
  ['production', { rules: PRODUCTION_RULES, profile: PRODUCTION_PROFILES.workshop, keywords: PRODUCTION_KEYWORDS }],
  ['sessions', { rules: SESSIONS_RULES, profile: SESSIONS_PROFILES.school, keywords: SESSIONS_KEYWORDS }],
  ['staffing', { rules: RULES, profile: PROFILES.retail.rules, keywords: new Map(Object.entries(KEYWORDS)) }],
]);

/**
 * Writes what the code says about the rules of each domain model into its README: each rule's meaning from its docstring,
 * its parameters from its schema, the numbers of the fullest profile, and the plain words for weights. With `--check`,
 * says whether a README differs from it.
 */
export function domainReadme(model: string): { file: string; actual: string; wanted: string } {
  const file = join('models', model, 'README.md');
  const actual = readFileSync(join(ROOT, file), 'utf8');
  const { keywords, profile, rules } = MODELS.get(model)!;
  const sections = {
    rules: rulesList(rules, join(ROOT, 'models', model, 'rules')),
    profile: profileList(profile),
    keywords: keywordsList(keywords),
  };
  const wanted = Object.entries(sections).reduce((text, [name, lines]) => {
    const part = new RegExp(`(<!-- ${name}: generated -->\n)[\\s\\S]*?(<!-- end -->)`);
    return text.replace(part, (_, begin: string, end: string) => `${begin}\n${lines.join('\n')}\n\n${end}`);
  }, actual);
  return { file, actual, wanted };
}

function rulesList(rules: readonly RuleAbout[], folder: string): string[] {
  const meanings = meaningsByTemplate(folder);
  return rules.map((rule) => {
    const lines = [`- \`${rule.template}\` (${hardnessText(rule)}): ${rule.meaning} ${meanings.get(rule.template)}`];
    for (const one of parametersOf(rule.parameters)) {
      const means = one.means === undefined ? '' : `: ${one.means}`;
      lines.push(`  - \`${one.name}\` ${one.type}${needText(one)}${means}`);
    }
    return lines.join('\n');
  });
}

/** The docstring of each rule's file, from `*Means*` on. */
function meaningsByTemplate(folder: string): Map<string, string> {
  const meanings = new Map<string, string>();
  for (const file of readdirSync(folder)) {
    const source = readFileSync(join(folder, file), 'utf8');
    const found = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport const \w+(?:: Rule| = )[\s\S]*?template: '([^']+)'/.exec(
      source,
    );
    if (!found) continue;
    const text = found[1]!.replace(/\n \* ?/g, ' ').trim();
    meanings.set(found[2]!, text.slice(text.indexOf('*Means*')).replace(/\*(\w+)\*/g, '_$1_'));
  }
  return meanings;
}

function profileList(rules: readonly ProfileRule[]): string[] {
  return rules.map(({ id, parameters, template, weight }) => {
    const cost = weight === undefined ? '' : `, weight ${weight}`;
    const numbers = Object.keys(parameters).length ? `: \`${JSON.stringify(parameters)}\`` : '';
    return `- **${id}** \`${template}\`${cost}${numbers}`;
  });
}

function keywordsList(keywords: ReadonlyMap<string, string>): string[] {
  const byTemplate = Map.groupBy(keywords.keys(), (keyword) => keywords.get(keyword)!);
  return [...byTemplate].map(([template, words]) => `- \`${template}\`: ${words.join(', ')}`);
}

/** What a rule is, and what else an input may make of it. */
function hardnessText(rule: RuleAbout): string {
  const [own, ...others] = hardnessesOf(rule);
  // Every soft rule may be a preference, which is said once.
  return rule.hard && others.length > 0 ? `${own}; may be ${others.join(' or ')}` : own!;
}

if (import.meta.main) {
  for (const model of MODELS.keys()) {
    const { file, actual, wanted } = domainReadme(model);
    if (actual === wanted) console.log(`${file} says what the rules say.`);
    else if (process.argv.includes('--check')) {
      console.error(`${file} differs from the rules; run this script without --check.`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(ROOT, file), wanted);
      console.log(`${file} is written anew.`);
    }
  }
}
