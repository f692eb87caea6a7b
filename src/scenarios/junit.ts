import { basename, dirname, extname } from 'node:path';
import { failuresOf } from './print.ts';
import type { ScenarioVerdict } from './run.ts';

/** The verdicts as JUnit XML: a suite for each folder, a case for each scenario; times only when asked for. */
export function junitOf(verdicts: readonly ScenarioVerdict[], { times }: { readonly times: boolean }): string {
  const suites = [...Map.groupBy(verdicts, ({ file }) => dirname(file))];
  const lines = suites.flatMap(([folder, cases]) => [
    `  <testsuite${attributes({ name: folder, ...countsOf(cases) })}>`,
    ...cases.flatMap((verdict) => caseOf(verdict, times)),
    '  </testsuite>',
  ]);
  const head = `<testsuites${attributes({ name: 'dovetail scenario run', ...countsOf(verdicts) })}>`;
  return `${['<?xml version="1.0" encoding="UTF-8"?>', head, ...lines, '</testsuites>'].join('\n')}\n`;
}

function countsOf(verdicts: readonly ScenarioVerdict[]): Record<string, number> {
  const failures = verdicts.filter((verdict) => verdict.failures.length > 0).length;
  return { tests: verdicts.length, failures, errors: 0 };
}

function caseOf(verdict: ScenarioVerdict, times: boolean): string[] {
  const { failures, file, ms, name } = verdict;
  const classname = [...dirname(file).split(/[\\/]+/), basename(file, extname(file))].filter(
    (part) => part !== '' && part !== '.',
  );
  const head = `    <testcase${attributes({ classname: classname.join('.'), name, ...(times ? { time: (ms / 1000).toFixed(3) } : {}) })}`;
  if (failures.length === 0) return [`${head}/>`];
  const message = failures.map(({ expectation, variant }) => [variant, expectation].filter(Boolean).join(': '));
  return [
    `${head}>`,
    `      <failure${attributes({ message: message.join('; '), type: 'expectation' })}>${escaped(failuresOf(verdict).join('\n'))}</failure>`,
    '    </testcase>',
  ];
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/\s/g, ' ')}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML takes it; characters that XML 1.0 cannot have become replacement characters. */
function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML refuses them, even escaped.
      .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (character) => ENTITIES[character]!)
  );
}
