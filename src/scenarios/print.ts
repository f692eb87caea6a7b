import type { ScenarioVerdict } from './run.ts';

interface PrintOptions {
  /** Whether to say how long each took, so that no two outputs are the same. */
  readonly times: boolean;
}

/** One line for each scenario, what is not as expected below it, and a sum at the end. */
export function printVerdicts(verdicts: readonly ScenarioVerdict[], { times }: PrintOptions): string {
  const lines = verdicts.flatMap((verdict) => [headOf(verdict, times), ...failuresOf(verdict)]);
  const failed = verdicts.filter(({ failures }) => failures.length > 0).length;
  const count = `${verdicts.length} ${verdicts.length === 1 ? 'scenario' : 'scenarios'}`;
  const sum = failed === 0 ? `${count}, all as expected` : `${count}, ${failed} not as expected`;
  const total = times ? ` (${Math.round(verdicts.reduce((all, { ms }) => all + ms, 0))} ms)` : '';
  return `${[...lines, '', `${sum}${total}`].join('\n')}\n`;
}

function headOf({ failures, file, ms, name }: ScenarioVerdict, times: boolean): string {
  const time = times ? `  (${Math.round(ms)} ms)` : '';
  return `${failures.length === 0 ? 'ok  ' : 'FAIL'}  ${file}  ${oneLine(name)}${time}`;
}

/** What is not as expected, as expected, got and why. */
export function failuresOf({ failures }: Pick<ScenarioVerdict, 'failures'>): string[] {
  return failures.flatMap(({ expectation, expected, got, variant, why }) => [
    `      ${variant === '' ? '' : `${variant}: `}${expectation}`,
    `        expected  ${oneLine(expected)}`,
    `        got       ${oneLine(got)}`,
    ...(why === undefined ? [] : [`        why       ${oneLine(why)}`]),
  ]);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/** The verdicts as one JSON document. */
export function documentOfVerdicts(verdicts: readonly ScenarioVerdict[], { times }: PrintOptions): object {
  return {
    scenarios: verdicts.map(({ failures, file, ms, name, why }) => ({
      file,
      name,
      why,
      isAsExpected: failures.length === 0,
      failures,
      ...(times ? { ms } : {}),
    })),
    failed: verdicts.filter(({ failures }) => failures.length > 0).length,
  };
}
