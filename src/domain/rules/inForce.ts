import { HARDNESSES, type Hardness } from '../../solve/hardness.ts';
import type { World } from '../world.ts';
import type { RuleBook } from './book.ts';
import { DIRECTIONS, type PreferenceInput, type RuledInput, type RuleInput } from './input.ts';
import type { Declared, ProfileRule } from './profile.ts';
import { type ActiveRule, hardnessesOf } from './rule.ts';

/** The profile's rules with the input's overrides and switches, then the input's own rules in the order of their ids. */
export function declaredRules<W extends World>(
  book: RuleBook<W>,
  profile: string,
  rules: readonly (RuleInput | undefined)[],
): Declared[] {
  const entries = new Map<string, { entry: RuleInput; at: number }>();
  rules.forEach((entry, at) => {
    if (entry) entries.set(entry.id, { entry, at });
  });
  const known = book.rulesOf(profile).map((rule) => merged(rule, entries.get(rule.id)));
  const ids = new Set(known.map(({ id }) => id));
  const own = [...entries.values()]
    .filter(({ entry }) => !ids.has(entry.id))
    .sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
    .map(({ entry, at }) => merged({ id: entry.id, template: entry.template ?? '', parameters: {} }, { entry, at }));
  return [...known, ...own];
}

function merged(rule: ProfileRule, given: { entry: RuleInput; at: number } | undefined): Declared {
  if (!given) return { ...rule, enabled: true, at: undefined };
  const { entry, at } = given;
  const weight = entry.weight ?? rule.weight;
  const template = entry.template ?? rule.template;
  const hardness = entry.hardness ?? (template === rule.template ? rule.hardness : undefined);
  return {
    id: rule.id,
    template,
    parameters: template === rule.template ? { ...rule.parameters, ...entry.parameters } : entry.parameters,
    ...(hardness === undefined ? {} : { hardness }),
    ...(weight === undefined ? {} : { weight }),
    enabled: entry.enabled,
    at,
  };
}

/** Weights of rules whose declaration gives none, by hardness. */
const DEFAULT_WEIGHTS = { hard: 0, soft: 10, preference: 1 } as const satisfies Record<Hardness, number>;

/**
 * The rules that count in a run: hard ones, soft ones, then preferences, each in the order of its profile.
 *
 * *Means* effective weight = `round(weight x multiplier)`, for every rule that is not hard.
 */
export function rulesInForce<W extends World>(book: RuleBook<W>, input: RuledInput): ActiveRule<W>[] {
  const active = declaredRules(book, input.profile, input.rules)
    .filter(({ enabled }) => enabled)
    .map((declared) => activeRule(book, declared, input.preferences));
  return HARDNESSES.flatMap((hardness) => active.filter((rule) => rule.hardness === hardness));
}

function activeRule<W extends World>(
  book: RuleBook<W>,
  declared: Declared,
  preferences: readonly PreferenceInput[],
): ActiveRule<W> {
  const rule = book.templates.get(declared.template)!;
  const hardness = declared.hardness ?? hardnessesOf(rule)[0]!;
  const ownWeight = hardness === 'hard' ? 0 : (declared.weight ?? DEFAULT_WEIGHTS[hardness]);
  const multiplier = hardness === 'hard' ? 1 : multiplierOf(book, declared, preferences);
  return {
    id: declared.id,
    rule,
    parameters: rule.parameters.parse(declared.parameters),
    hardness,
    weight: Math.round(ownWeight * multiplier),
    ownWeight,
    multiplier,
  };
}

/** Whether a preference is about a rule. */
export function concerns<W extends World>(
  { keywords }: RuleBook<W>,
  preference: PreferenceInput,
  { id, template }: Pick<Declared, 'id' | 'template'>,
): boolean {
  if (preference.rule !== undefined) return preference.rule === id;
  const { keyword } = preference;
  return keyword !== undefined && keywords.get(keyword) === template;
}

/** The multiplier of a preference, said as a number or in a word. */
export function multiplierIn({ direction, multiplier }: PreferenceInput): number {
  return multiplier ?? (direction ? DIRECTIONS[direction] : 1);
}

/** When a preference was set, for comparison; one without a time is older than any other. */
export function setTime({ setAt }: PreferenceInput): number {
  return setAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(setAt);
}

function multiplierOf<W extends World>(
  book: RuleBook<W>,
  declared: Declared,
  preferences: readonly PreferenceInput[],
): number {
  let latest: PreferenceInput | undefined;
  for (const preference of preferences) {
    if (!concerns(book, preference, declared)) continue;
    if (latest === undefined || setTime(preference) > setTime(latest)) latest = preference;
  }
  return latest ? multiplierIn(latest) : 1;
}
