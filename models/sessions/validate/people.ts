import { minuteOf } from '../../../src/domain/calendar.ts';
import { each, eachRepeated, requireKnown } from '../../../src/domain/entries.ts';
import { alreadyAs } from '../../../src/domain/words.ts';
import { daysOf, type StretchInput } from '../input.ts';
import type { Context } from './context.ts';

type Path = readonly PropertyKey[];

/** Faults of the grid, sites, providers, students, and of the times that are open or closed to them. */
export function validatePeople(context: Context): void {
  const { given, report } = context;
  requireSome(context, given.grid.days, ['grid', 'days']);
  validateTimes(context, given.grid, ['grid']);
  for (const [section, what] of [
    ['sites', 'site'],
    ['providers', 'provider'],
    ['students', 'student'],
  ] as const) {
    eachRepeated(
      given[section] as readonly ({ readonly id: string } | undefined)[],
      ({ id }) => id,
      ({ id }, index, first) => {
        const text = `The ${what} ${id} is there ${alreadyAs(first)}.`;
        report([section, index, 'id'], `duplicate-${what}`, text, 'give each its own id.');
      },
    );
  }
  validateProviders(context);
  each(given.students, ({ site, providers, avoid, prefer }, index) => {
    const path = ['students', index];
    requireSite(context, site, [...path, 'site']);
    requireSome(context, providers, [...path, 'providers']);
    providers.forEach((one, i) => void requireProvider(context, one, [...path, 'providers', i]));
    validateList(context, avoid, [...path, 'avoid']);
    validateList(context, prefer, [...path, 'prefer']);
  });
  for (const section of ['bells', 'activities', 'hours'] as const) {
    each(given[section] as readonly ((StretchInput & { readonly site: string }) | undefined)[], (entry, index) => {
      requireSite(context, entry.site, [section, index, 'site']);
      validateStretch(context, entry, [section, index]);
    });
  }
  each(given.bells, ({ grades }, index) => void requireSome(context, grades, ['bells', index, 'grades']));
  validateBlocked(context);
}

function validateProviders(context: Context): void {
  const { given, report } = context;
  const served = new Map<string, Set<string>>();
  each(given.students, ({ providers, site }) => {
    for (const one of context.sites.has(site) ? providers : []) {
      served.set(one, (served.get(one) ?? new Set()).add(site));
    }
  });
  each(given.providers, ({ id, work }, index) => {
    const path = ['providers', index];
    work?.forEach((entry, i) => {
      requireSite(context, entry.site, [...path, 'work', i, 'site']);
      validateStretch(context, entry, [...path, 'work', i]);
    });
    const sites = [...(served.get(id) ?? [])].sort();
    if (work || sites.length < 2) return;
    const what = `${id} serves ${sites.slice(0, 4).join(', ')} and does not say when at which.`;
    report([...path, 'work'], 'work-missing', what, 'give work with site, day, from and to.');
  });
}

function validateBlocked(context: Context): void {
  const { given, report, students } = context;
  each(given.blocked, ({ provider, site, student, grade, teacher, ...times }, index) => {
    const path = ['blocked', index];
    const named = [provider, site, student, grade, teacher].filter((one) => one !== undefined);
    if (named.length !== 1) {
      const what = `It names ${named.length === 0 ? 'nobody' : named.join(' and ')}.`;
      report(path, 'blocked-unclear', what, 'give exactly one of provider, site, student, grade and teacher.');
    }
    if (provider !== undefined) requireProvider(context, provider, [...path, 'provider']);
    if (site !== undefined) requireSite(context, site, [...path, 'site']);
    if (student !== undefined) {
      const at = { path: [...path, 'student'], code: 'unknown-student', what: 'student', known: students } as const;
      requireKnown(context, student, at);
    }
    validateStretch(context, times, path);
  });
}

function validateList(context: Context, list: readonly StretchInput[], path: Path): void {
  list.forEach((one, index) => void validateStretch(context, one, [...path, index]));
}

function validateTimes(
  { report }: Context,
  { from, to }: { readonly from: string; readonly to: string },
  path: Path,
): void {
  if (minuteOf(from) < minuteOf(to)) return;
  report([...path, 'to'], 'times-reversed', `It ends at ${to}, and begins at ${from}.`, 'swap the two times.');
}

function validateStretch(context: Context, stretch: StretchInput, path: Path): void {
  validateTimes(context, stretch, path);
  requireSome(context, daysOf(stretch), [...path, 'day']);
}

function requireSome({ report }: Context, list: readonly unknown[], path: Path): void {
  if (list.length === 0) report(path, 'list-empty', 'The list has no entry.', 'name at least one.');
}

function requireSite(context: Context, site: string, path: Path): void {
  requireKnown(context, site, { path, code: 'unknown-site', what: 'site', known: context.sites });
}

/** Reports a provider who does not exist. */
export function requireProvider(context: Context, provider: string, path: Path): void {
  requireKnown(context, provider, { path, code: 'unknown-provider', what: 'provider', known: context.providers });
}
