import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, ROOT } from './sources.ts';

/** Ways of writing in which a name that a user chose may come to mean something else. */
const DOUBTFUL: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'an object keyed by any text',
    /(?<!satisfies )\bRecord<string, (?!unknown>|never>)|\{ (?:readonly )?\[\w+: string\]:/,
  ],
  ['an object keyed by any text', /\bz\.record\(/],
  ['an object made of entries', /Object\.fromEntries\(/],
  ['a key joined from several texts', /\.(?:get|set|has|add|delete)\(\s*`[^`]*\$\{[^`]*\$\{/],
  ['a key joined from several texts', /\b\w*[kK]ey\w* = (?:`[^`]*\$\{[^`]*\$\{|[^;]*\.join\()/],
  ['a key joined from several texts', /groupBy\([^;]*?=> `[^`]*\$\{[^`]*\$\{/],
];

/** Where that is so and nothing is wrong, by the reason. Everywhere else it is a Map, or a key of numbers. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'a table of our own words, asked with one of them': [
    'src/service.ts',
    'models/staffing/profiles/profile.ts',
    'src/cli/convert.ts',
    'src/cli/serve.ts',
    'src/http/server.ts',
    'src/http/unreadable.ts',
    'src/issueText.ts',
    'src/language/jsonText.ts',
    'src/language/proto/textRead.ts',
    'src/language/proto/textWrite.ts',
    'src/scenarios/junit.ts',
  ],
  'a table of our own words, asked with `Object.hasOwn` first': [
    'src/cli/bench.ts',
    'src/cli/domains.ts',
    'src/http/httpService.ts',
    'src/runs/solver/problem.ts',
    'src/scenarios/load.ts',
  ],
  'a document in JSON, made by `Object.fromEntries` and read by `Object.entries`, which both take any name': [
    'src/cli/plan/drafts.ts',
    'src/cli/plan/questions.ts',
    'src/domain/explain/whyThis.ts',
    'models/staffing/fixes/changesOf.ts',
    'src/domain/fixes/trial.ts',
    'src/domain/result.ts',
    'src/domain/ruledModel.ts',
    'src/cli/ask.ts',
    'src/client/wire/advice.ts',
    'src/client/wire/draft.ts',
    'src/client/wire/question.ts',
    'src/client/wire/run.ts',
    'src/http/resultParts.ts',
    'src/runs/createRuns.ts',
    'src/runs/runs.ts',
    'src/scenarios/checks.ts',
    'src/solve/questions/counterfactual.ts',
    'src/solve/domainModel.ts',
    'src/solve/names.ts',
    'src/solve/questions/fixes.ts',
    'src/solve/questions/prices.ts',
    'src/solve/questions/resolve.ts',
    'src/solve/fixOption.ts',
    'src/solve/placement.ts',
    'src/solve/result.ts',
    'src/solve/why.ts',
    'src/solve/questions/trial.ts',
    'src/plans/verifyDraft.ts',
  ],
  'sections, settings, headers, sizes, weekdays: names that are ours': [
    'src/deliveries/post.ts',
    'models/staffing/generate/team.ts',
    'src/domain/rules/input.ts',
    'src/domain/solutionForm.ts',
    'src/domain/rules/rule.ts',
    'src/domain/rules/validate.ts',
    'src/domain/fixes/inForm.ts',
    'src/domain/read.ts',
    'src/cli/generate.ts',
    'src/cli/whatIf.ts',
    'src/client/paths.ts',
    'src/client/plans.ts',
    'src/client/requests.ts',
    'src/client/runs.ts',
    'src/config.ts',
    'src/database.ts',
    'src/http/api.ts',
    'src/http/docsPage.ts',
    'src/http/openapi.ts',
    'src/http/problem.ts',
    'src/scenarios/made.ts',
    'src/scenarios/scenario.ts',
    'src/solve/whatIf.ts',
    'src/store/private/postmaster.ts',
    'src/store/privatePostgres.ts',
    'src/store/prune.ts',
  ],
  'a description for readers of the interface; what comes in is passed on as it is': [
    'src/http/adviceSchemas.ts',
    'src/http/planSchemas.ts',
    'src/http/questionSchemas.ts',
    'src/http/requestSchemas.ts',
    'src/http/responseSchemas.ts',
    'src/http/routes/planEntries.ts',
  ],
  'sections of an input that its schema has let through, and words of ours joined for people': [
    'src/plans/applyChanges.ts',
    'src/plans/createPlans.ts',
    'src/plans/draft.ts',
    'src/plans/draftOf.ts',
    'src/plans/refresh.ts',
    'src/plans/refusals.ts',
    'src/plans/rows.ts',
  ],
  'an object without a prototype': ['src/language/proto/descriptor.ts'],
  'only what its JSON Schema says': ['src/byName.ts'],
  'numbered columns, which the vendor wants as names': [
    'src/engines/glpk/solve.ts',
    'src/engines/javascript-lp-solver/solve.ts',
  ],
  'numbers joined': [
    'src/language/builder.ts',
    'src/language/constraints/automaton.ts',
    'src/language/ledger.ts',
    'src/rewrite/circuitToSingleArcs.ts',
  ],
  'names and dates that the program makes up itself': ['models/staffing/generate/roster.ts', 'src/cli/sampleRoster.ts'],
};

/** Every place where a name of the user may be a key of a plain object, or part of a key that another name has too. */
export function nameFaults(read: (file: string) => string = sourceOf, files = filesOf(['src', 'models'])): string[] {
  const allowed = new Set(Object.values(ALLOWED).flat());
  const doubtful = new Map(files.map((file) => [file, doubtsIn(read(file))]));
  const faults = [...doubtful].flatMap(([file, doubts]) =>
    allowed.has(file)
      ? []
      : doubts.map(
          ({ what, text }) => `${file} has ${what}: ${text}; use a Map, or say in names.ts why it is harmless`,
        ),
  );
  const stale = [...allowed].filter((file) => !doubtful.get(file)?.length);
  return [...faults, ...stale.map((file) => `${file} is excused and needs it no more; take it out of names.ts`)];
}

function doubtsIn(text: string): { readonly what: string; readonly text: string }[] {
  return DOUBTFUL.flatMap(([what, pattern]) => {
    const found = pattern.exec(text);
    return found ? [{ what, text: found[0].trim() }] : [];
  });
}

/** A file without its comments. */
function sourceOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '');
}
