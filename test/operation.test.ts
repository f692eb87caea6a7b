import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../src/http/metrics.ts';
import type { Run } from '../src/runs/run.ts';

const read = (name: string) => readFileSync(new URL(`../scripts/operation/${name}`, import.meta.url), 'utf8');

/** Names of our metrics and of Node's in a query. */
const namesIn = (query: string): string[] => query.match(/\b(?:dovetail|nodejs|process)_[a-z0-9_]+/g) ?? [];

const ENDED = {
  model: 'staffing',
  status: 'succeeded',
  outcome: 'feasible',
  createdAt: new Date(0),
  startedAt: new Date(2000),
  firstFeasibleMs: 50,
  timings: { load: 1, parse: 1, build: 20, solve: 4000, review: 1, persist: 1 },
  engine: 'highs',
  size: { variables: 2000, constraints: 1000 },
  statements: 9,
  objective: 110,
  bound: 99,
} as Run;

async function textAfter(...runs: Run[]): Promise<string> {
  const metrics = createMetrics();
  metrics.read({
    counts: async () => ({ byStatus: { queued: 3, running: 1, stopping: 0 }, oldestQueuedSeconds: 7 }),
    workers: () => ({ busy: 1, size: 2, killed: 0 }),
    statements: () => 5,
    sseClients: () => 4,
  });
  metrics.request({ method: 'GET', route: '/livez', status: 200 }, 0.001);
  for (const run of runs) metrics.runEnded(run);
  return metrics.text();
}

describe('metrics', () => {
  it('say of a run how it ended, what it waited for, and how good it is', async () => {
    const text = await textAfter(ENDED);
    expect(text).toContain('dovetail_runs_ended_total{status="succeeded",outcome="feasible",model="staffing"} 1');
    expect(text).toContain('dovetail_queue_wait_seconds_sum 2\n');
    expect(text).toContain('dovetail_first_feasible_seconds_sum{model="staffing"} 0.05');
    expect(text).toContain('dovetail_solve_seconds_sum{model="staffing",engine="highs"} 4');
    // |110 - 99| / 110 = 0.1
    expect(text).toContain('dovetail_gap_sum{model="staffing"} 0.1\n');
    expect(text).toContain('dovetail_runs{status="queued"} 3');
    expect(text).toContain('dovetail_queue_oldest_seconds 7');
  });

  it('are there while the database is not', async () => {
    const metrics = createMetrics();
    metrics.read({ counts: () => Promise.reject(new Error('gone')) });
    expect(await metrics.text()).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('of the dashboard and the alerts are all there', async () => {
    const text = await textAfter(ENDED);
    const dashboard = JSON.parse(read('grafana.json')) as { panels: { targets: { expr: string }[] }[] };
    const alerts = parse(read('alerts.yaml')) as { groups: { rules: { expr: string }[] }[] };
    const queries = [
      ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
      ...alerts.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
    ];
    const wanted = new Set(queries.flatMap(namesIn));
    expect(wanted.size).toBeGreaterThan(15);
    for (const name of wanted) expect(text, name).toMatch(new RegExp(`^${name}[ {]`, 'm'));
  });
});
