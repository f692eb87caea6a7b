import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../src/http/metrics.ts';
import type { Run } from '../../src/runs/run.ts';

const read = (name: string) => readFileSync(new URL(`../../scripts/operation/${name}`, import.meta.url), 'utf8');

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

  it('are there while the database is not, without what only the database knows', async () => {
    const metrics = createMetrics();
    let isUp = true;
    const counts = { byStatus: { queued: 3, running: 1, stopping: 0 }, oldestQueuedSeconds: 7 };
    metrics.read({ counts: async () => (isUp ? counts : Promise.reject(new Error('gone'))) });
    const known = /^dovetail_(runs\{|queue_depth |queue_oldest_seconds ).*/gm;
    const up = await metrics.text();
    // Three statuses, depth and oldest.
    expect(up.match(known)).toHaveLength(5);
    expect(up).toContain('dovetail_database_up 1\n');
    isUp = false;
    const down = await metrics.text();
    expect(down).toContain('nodejs_eventloop_lag_p99_seconds');
    expect(down).toContain('dovetail_database_up 0\n');
    expect(down.match(known)).toBeNull();
    isUp = true;
    expect(await metrics.text()).toContain('dovetail_queue_depth 3\n');
  });

  it('ask the database once for all that it knows', async () => {
    const metrics = createMetrics();
    let asked = 0;
    metrics.read({
      counts: () => {
        asked++;
        throw new Error('gone');
      },
    });
    await metrics.text();
    await metrics.text();
    expect(asked).toBe(2);
  });

  it('have an alert for a database that does not answer', () => {
    const { groups } = parse(read('alerts.yaml')) as { groups: { rules: { alert: string; expr: string }[] }[] };
    expect(groups.flatMap(({ rules }) => rules)).toContainEqual(
      expect.objectContaining({ alert: 'DovetailDatabaseDown', expr: expect.stringContaining('dovetail_database_up') }),
    );
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
