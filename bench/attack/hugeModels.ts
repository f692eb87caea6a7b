import { HUGE_MODELS } from '../instances/hugeModels.ts';
import { inArena } from './arena.ts';
import type { Attack } from './attack.ts';
import { awaitEnd } from './runsOf.ts';

const LIMIT_MS = 10_000;
const MEMORY_MB = 2048;
/** More than the time limit that a run may take: its end, and the look at it that shows it. */
const SLACK_MS = 300;
/** Some of them are larger as text than a body may be by default. */
const BODY_BYTES = 64 * 1024 * 1024;

/** A run ends in its time, with a result or with a reason, and never by the memory of its solver. */
export const hugeModels: Attack = {
  name: 'huge-models',
  what: `${Object.keys(HUGE_MODELS).length} raw models near the memory of an engine or beyond it, at ${MEMORY_MB} MB for a solver`,
  run: (note) =>
    inArena(
      { environment: { DOVETAIL_MEMORY_MB: String(MEMORY_MB), DOVETAIL_BODY_LIMIT_BYTES: String(BODY_BYTES) } },
      async (arena) => {
        const ends: Record<string, string> = {};
        const late: string[] = [];
        for (const [name, model] of Object.entries(HUGE_MODELS)) {
          const options = { termination: { timeLimit: `PT${LIMIT_MS / 1000}S` } };
          const body = JSON.stringify({ model: model(), options });
          const sent = await arena.send('/v1/solve', { key: arena.victim, body });
          if (sent.status !== 202) {
            ends[name] = `${sent.status} of ${body.length} bytes: ${sent.text.slice(0, 200)}`;
            continue;
          }
          const run = await awaitEnd(arena, arena.victim, JSON.parse(sent.text), 120_000);
          const ms = Date.parse(run.endedAt!) - Date.parse(run.startedAt!);
          ends[name] = run.error
            ? `${run.status} ${run.error.code} ${run.error.message}`
            : `${run.status} ${run.outcome} ${run.stopped} ${ms} ms`;
          if (ms > LIMIT_MS + SLACK_MS) late.push(`${name}: it took ${ms} ms of ${LIMIT_MS}.`);
          note(`  ${name}: ${ends[name]}`);
        }
        const failures = Object.entries(ends).filter(([, end]) => /crashed|internal|lost|^5/.test(end));
        return { figures: ends, failures: [...failures.map(([name, end]) => `${name}: ${end}`), ...late] };
      },
    ),
};
