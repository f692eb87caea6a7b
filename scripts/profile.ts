import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './review/sources.ts';

/**
 * `npm run profile -- <command>`: runs a command of `dovetail` under the profiler of Node, which writes a CPU profile of the
 * main thread and of each thread that ends by itself into `profiles/`, and prints the functions that took most by themselves.
 */

const MOST_FUNCTIONS = 25;

/** A CPU profile as V8 writes it, as far as it is read here; times are microseconds. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const command = process.argv.slice(2);
if (command.length === 0) {
  process.stderr.write('There is no command. Try "npm run profile -- demo production".\n');
  process.exit(2);
}
const folder = join(ROOT, 'profiles');
mkdirSync(folder, { recursive: true });
const before = new Set(globSync('*.cpuprofile', { cwd: folder }));
const main = join(ROOT, 'bin/dovetail.cjs');
const { status } = spawnSync(process.execPath, ['--cpu-prof', `--cpu-prof-dir=${folder}`, main, ...command], {
  stdio: 'inherit',
});
const files = globSync('*.cpuprofile', { cwd: folder }).filter((file) => !before.has(file));
process.stderr.write(`\n${hottest(files.map((file) => join(folder, file)))}\n`);
process.exit(status ?? 1);

/** The functions of some profiles, those that took most by themselves first, with their share of all work. */
function hottest(paths: readonly string[]): string {
  const byFunction = new Map<string, number>();
  let all = 0;
  for (const path of paths) {
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, 'utf8')) as Profile;
    const nameOf = new Map(
      nodes.map(({ callFrame: { functionName, lineNumber, url }, id }) => {
        const place = url === '' ? '' : ` ${basename(url)}:${lineNumber + 1}`;
        return [id, `${functionName || '(anonymous)'}${place}`] as const;
      }),
    );
    samples.forEach((id, i) => {
      const name = nameOf.get(id)!;
      if (name === '(idle)' || name === '(program)') return;
      all += timeDeltas[i]!;
      byFunction.set(name, (byFunction.get(name) ?? 0) + timeDeltas[i]!);
    });
  }
  const lines = [...byFunction]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_FUNCTIONS)
    .map(([name, time]) => {
      const [ms, share] = [Math.round(time / 1000), ((100 * time) / all).toFixed(1)];
      return `${String(ms).padStart(8)} ms ${share.padStart(5)} %  ${name}`;
    });
  const count = paths.length === 1 ? 'one profile' : `${paths.length} profiles`;
  return [`The hottest functions of ${count} in profiles/:`, ...lines].join('\n');
}
