import { REFERENCE_SIZES } from '../../models/staffing/generate.ts';
import { staffing } from '../../models/staffing/index.ts';
import { randomOf } from '../../src/domain/random.ts';
import { now } from '../../src/engines/engine.ts';
import type { PlanIssue } from '../../src/solve/issue.ts';
import { type BenchOptions, type BenchReport, quantile } from '../bench.ts';

/** Milliseconds that the list of a thousand issues, and the options for one, may take. */
const LIST_BAR = 200;
const OPTIONS_BAR = 100;

/** Milliseconds that fixing all issues of a plan may take. */
const ALL_BAR = 30_000;

/** Issues whose options are made, of each size. */
const ASKED = 60;

/** The sizes, and one that has about a thousand issues. */
const SIZES = new Map<string, Record<'events' | 'employees' | 'days' | 'posted', number>>([
  ...(['R1', 'R2', 'R3'] as const).map((name) => [name, REFERENCE_SIZES[name]] as const),
  ['R3 and half', { ...REFERENCE_SIZES.R3, events: 600, employees: 48 }],
  ['R4', REFERENCE_SIZES.R4],
]);

interface Measured {
  readonly size: string;
  readonly issues: number;
  readonly listMs: number;
  readonly options: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly mostMs: number;
  /** What fixing everything takes, and how many issues are gone then. */
  readonly allMs: number;
  readonly fixed: number;
}

/** What it takes to find what is wrong with a plan of staffing, and to offer tried ways out of it. */
export function measureAdvice({ note, quick }: BenchOptions): BenchReport {
  const failures: string[] = [];
  const all = [...SIZES.keys()].map((size) => {
    note(size);
    const measured = measure(size, Math.max(5, Math.round(ASKED / quick)));
    if (measured.issues === 0 || measured.options === 0) failures.push(`${size} has nothing to fix`);
    if (measured.issues >= 1000 && (measured.listMs / measured.issues) * 1000 > LIST_BAR)
      failures.push(
        `${size}: the list of 1,000 issues takes ${Math.round((measured.listMs / measured.issues) * 1000)} ms`,
      );
    const typical = size === 'R4' ? measured.medianMs : measured.p95Ms;
    if (typical > OPTIONS_BAR) failures.push(`${size}: the options for one issue take ${Math.round(typical)} ms`);
    if (measured.allMs > ALL_BAR) failures.push(`${size}: fixing everything takes ${Math.round(measured.allMs)} ms`);
    return measured;
  });
  const head = ['size', 'issues', 'list ms', 'options', 'median ms', '95 % ms', 'most ms', 'fix all ms', 'fixed'];
  const rows = all.map((one) => [
    one.size,
    one.issues,
    one.listMs.toFixed(1),
    one.options,
    one.medianMs.toFixed(1),
    one.p95Ms.toFixed(1),
    one.mostMs.toFixed(1),
    one.allMs.toFixed(0),
    one.fixed,
  ]);
  return { tables: [{ title: 'Issues, and the options for one', head, rows }], data: all, failures };
}

function measure(size: string, asked: number): Measured {
  const input = staffing.parse(spoilt(size));
  let issues: readonly PlanIssue[] = [];
  const lists = Array.from({ length: 5 }, () => {
    const began = now();
    issues = staffing.validation({ ...input });
    return now() - began;
  });
  const random = randomOf(1, 'issues');
  let options = 0;
  const times = Array.from({ length: asked }, () => {
    const { id } = random.pick(issues);
    const began = now();
    options += staffing.fixOptions(input, id).length;
    return now() - began;
  }).slice(2);
  const began = now();
  const { fixed } = staffing.fixAll({ ...input });
  const allMs = now() - began;
  return {
    size,
    issues: issues.length,
    listMs: quantile(lists, 0.5),
    options,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    mostMs: Math.max(...times),
    allMs,
    fixed: fixed.length,
  };
}

/** An input of a reference size most of whose events are posted without a look at any rule. */
function spoilt(size: string): unknown {
  const input = staffing.generator.generate({ ...SIZES.get(size)!, posted: 0, seed: 1 }) as {
    events: { id: string; type: string; start: string }[];
    employees: { id: string }[];
  };
  const random = randomOf(1, 'spoilt');
  const posted = input.events
    .filter(() => random.chance(90))
    .map(({ id, start, type }) => ({
      event: id,
      employee: random.pick(input.employees).id,
      day: start,
      ...(type === 'core' ? { block: random.between(1, 8) } : {}),
    }));
  return { ...input, pins: [], posted };
}
