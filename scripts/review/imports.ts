import { filesOf, type Import, importsOf } from './sources.ts';

/**
 * Which part may import which: a file is judged by the longest prefix that fits it, and may import files with one of
 * the prefixes that stand behind it, itself always included. Types count.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/limits.ts': [],
  'src/errors.ts': ['src/limits.ts'],
  'src/language/': ['src/errors.ts', 'src/issueText.ts', 'src/limits.ts'],
  'src/rewrite/': ['src/language/', 'src/errors.ts', 'src/limits.ts'],
  'src/engines/': ['src/language/', 'src/errors.ts', 'src/limits.ts'],
  'src/solve/': ['src/engines/', 'src/rewrite/', 'src/language/', 'src/errors.ts', 'src/limits.ts'],
  'src/solve/race/': [
    'src/solve/termination.ts',
    'src/engines/',
    'src/rewrite/',
    'src/language/',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/solve/infeasible/': [
    'src/solve/solve.ts',
    'src/solve/whatIf.ts',
    'src/engines/',
    'src/language/',
    'src/errors.ts',
  ],
  'src/library/': [
    'src/scenarios/',
    'src/client/wire/ofModel.ts',
    'src/solve/',
    'src/engines/outcome.ts',
    'src/engines/registry.ts',
    'src/language/',
    'src/errors.ts',
  ],
  'src/byName.ts': [],
  'src/closest.ts': ['src/limits.ts'],
  'src/domain/': [
    'src/solve/',
    'src/language/',
    'src/closest.ts',
    'src/issueText.ts',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/exchange/': ['src/domain/', 'src/solve/', 'src/closest.ts', 'src/errors.ts', 'src/limits.ts'],
  'src/duration.ts': ['src/errors.ts', 'src/limits.ts'],
  'src/issueText.ts': ['src/closest.ts', 'src/limits.ts'],
  'src/config.ts': ['src/closest.ts', 'src/duration.ts', 'src/errors.ts', 'src/issueText.ts'],
  'src/log.ts': [],
  // Types only: what a result is, is said once.
  'src/client/': ['src/solve/result.ts', 'src/solve/issue.ts', 'src/solve/placement.ts', 'src/solve/why.ts'],
  'src/openApp.ts': ['src/service.ts', 'src/http/', 'src/runs/', 'src/config.ts', 'src/log.ts'],
  'src/direct.ts': ['src/openApp.ts', 'src/http/httpService.ts', 'src/config.ts', 'src/log.ts'],
  'src/serve.ts': [
    'src/openApp.ts',
    'src/service.ts',
    'src/http/',
    'src/config.ts',
    'src/log.ts',
    'src/logLine.ts',
    'src/makeFolder.ts',
    'src/npmGone.ts',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/http/': [
    'src/deliveries/',
    'src/domain/rules/input.ts',
    'src/exchange/',
    'src/plans/',
    'src/runs/',
    'src/solve/',
    'src/engines/registry.ts',
    'src/language/jsonText.ts',
    'src/closest.ts',
    'src/config.ts',
    'src/duration.ts',
    'src/issueText.ts',
    'src/log.ts',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/deliveries/': ['src/plans/pages.ts', 'src/runs/store.ts', 'src/errors.ts', 'src/limits.ts'],
  'src/plans/': [
    'src/solve/',
    'src/domain/',
    'src/exchange/',
    'src/closest.ts',
    'src/language/jsonText.ts',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/runs/': ['src/plans/', 'src/solve/', 'src/engines/', 'src/language/', 'src/errors.ts', 'src/limits.ts'],
  'src/store/': ['src/deliveries/', 'src/plans/', 'src/runs/', 'src/makeFolder.ts', 'src/errors.ts', 'src/limits.ts'],
  'src/queue/': ['src/deliveries/', 'src/runs/', 'src/errors.ts', 'src/limits.ts'],
  'src/database.ts': ['src/runs/', 'src/store/', 'src/queue/'],
  'src/service.ts': [
    'src/deliveries/',
    'src/plans/',
    'src/runs/',
    'src/solve/domainModel.ts',
    'src/database.ts',
    'src/limits.ts',
  ],
  'src/scenarios/': [
    'src/byName.ts',
    'src/duration.ts',
    'src/solve/',
    'src/language/',
    'src/errors.ts',
    'src/issueText.ts',
    'src/limits.ts',
  ],
  'src/cli/': [
    'src/closest.ts',
    'src/rewrite/',
    'src/exchange/',
    'src/domain/calendar.ts',
    'src/domain/columns.ts',
    'src/database.ts',
    'src/serve.ts',
    'src/direct.ts',
    'src/http/',
    'src/client/',
    'src/runs/',
    'src/config.ts',
    'src/duration.ts',
    'src/log.ts',
    'src/logLine.ts',
    'src/scenarios/',
    'src/solve/',
    'src/engines/',
    'src/language/',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'src/index.ts': ['src/', 'models/'],
  'src/commands.ts': ['src/', 'models/'],
  'src/main.ts': ['src/cli/program.ts', 'src/commands.ts'],
  'models/index.ts': ['models/', 'src/client/models.ts', 'src/solve/'],
  'models/': [
    'src/byName.ts',
    'src/domain/',
    'src/language/',
    'src/solve/',
    'src/closest.ts',
    'src/errors.ts',
    'src/limits.ts',
  ],
  'bench/': ['src/', 'models/'],
  'scripts/': ['src/', 'models/', 'bench/', 'vitest.config.ts'],
};

/** The one place from which a package may be imported; what is not listed may be imported from anywhere. */
const HOME_OF: Readonly<Record<string, string>> = {
  highs: 'src/engines/highs/',
  'or-tools-wasm': 'src/engines/cp-sat/',
  'glpk.js': 'src/engines/glpk/',
  'javascript-lp-solver': 'src/engines/javascript-lp-solver/',
  commander: 'src/cli/',
  'drizzle-orm': 'src/store/',
  'drizzle-kit': 'scripts/generate/',
  pg: 'src/store/',
  'pg-boss': 'src/queue/',
  hono: 'src/http/',
  '@hono/node-server': 'src/http/',
  '@hono/zod-openapi': 'src/http/',
  'prom-client': 'src/http/',
  pino: 'src/log.ts',
  'csv-parse': 'src/exchange/',
  'csv-stringify': 'src/exchange/',
  'ical-generator': 'src/exchange/',
};

/** Every import that goes the wrong way, as a sentence. */
export function importFaults(files: readonly string[] = filesOf(['src', 'models', 'bench', 'scripts'])): string[] {
  const imports = files.flatMap(importsOf);
  const faults = imports.flatMap((found) => wrongWay(found) ?? []);
  return [...faults, ...circlesOf(imports)];
}

export function wrongWay({ from, to, isOurs }: Import): string | undefined {
  if (!isOurs) {
    const home = HOME_OF[to];
    return home === undefined || from.startsWith(home) ? undefined : `${from} imports ${to}, which belongs to ${home}`;
  }
  const part = partOf(from);
  if (part === undefined) return `${from} belongs to no part; name its folder in scripts/review/imports.ts`;
  if ([part, ...MAY_IMPORT[part]!].some((prefix) => to.startsWith(prefix))) return undefined;
  return `${from} imports ${to}; ${part} may import only ${MAY_IMPORT[part]!.join(', ') || 'itself'}`;
}

function partOf(file: string): string | undefined {
  const parts = Object.keys(MAY_IMPORT).filter((prefix) => file.startsWith(prefix));
  return parts.sort((a, b) => b.length - a.length)[0];
}

/** Circles between files, each once. */
export function circlesOf(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, isOurs } of imports) if (isOurs) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const circles = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.add(`circle: ${[...path.slice(at), file].join(' -> ')}`);
    if (at >= 0 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return [...circles];
}
