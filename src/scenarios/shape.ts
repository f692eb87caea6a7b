import type { z } from 'zod';
import { meantIssues } from '../issueText.ts';
import type { TextDocument } from './document.ts';
import { pointerOf, type ScenarioFault, type ScenarioFaultCode } from './fault.ts';
import { expectSchema, type Scenario, scenarioSchema } from './scenario.ts';

/** Says that a part of a file is faulty: where, which, and what. */
export type ReportScenarioFault = (path: readonly PropertyKey[], code: ScenarioFaultCode, message: string) => void;

/** Collects the faults of a file, each with its place in the text. */
export function reporterOf(file: string, document: TextDocument, faults: ScenarioFault[]): ReportScenarioFault {
  return (path, code, message) => {
    faults.push({ file, pointer: pointerOf(path), code, message, ...document.positionOf(path) });
  };
}

/** The scenario that a document says; undefined when something is wrong with it, which is reported. */
export function scenarioIn({ value }: TextDocument, report: ReportScenarioFault): Scenario | undefined {
  const parsed = scenarioSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  reportIssues(meantIssues(parsed.error.issues), { value, report });
  return undefined;
}

interface Found {
  readonly value: unknown;
  readonly report: ReportScenarioFault;
}

type Issue = z.core.$ZodIssue;

/** What is said of a part as a whole counts only when its keys are right. */
function reportIssues(issues: readonly Issue[], found: Found): void {
  const misspelt = new Set(
    issues.filter(({ code }) => code === 'unrecognized_keys').map(({ path }) => pointerOf(path)),
  );
  for (const issue of issues) {
    if (issue.code !== 'custom' || !misspelt.has(pointerOf(issue.path))) reportIssue(issue, found);
  }
}

function reportIssue(issue: Issue, found: Found): void {
  const { path } = issue;
  const { value, report } = found;
  const given = path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) report([...path, key], 'unknown-key', `there is no key ${key} here${known(path)}`);
  } else if (given === undefined) {
    const code = path.at(-1) === 'expect' ? 'no-expectation' : 'missing-key';
    report(path, code, `${String(path.at(-1) ?? 'the whole file')} is missing`);
  } else if (issue.code === 'custom' && isEmptyPart(given)) {
    report(path, 'no-expectation', `${issue.message} (${pointerOf(path)})`);
  } else {
    report(path, 'wrong-value', `${pointerOf(path) || 'the file'} is ${shown(given)}: ${issue.message}`);
  }
}

function isEmptyPart(given: unknown): boolean {
  return typeof given === 'object' && given !== null && Object.keys(given).length === 0;
}

function known(path: readonly PropertyKey[]): string {
  const shape = path.length === 0 ? scenarioSchema.shape : path.at(-1) === 'expect' ? expectSchema.shape : undefined;
  return shape ? `; there are ${Object.keys(shape).join(', ')}` : '';
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
