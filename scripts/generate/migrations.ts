import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import * as schema from '../../src/store/schema.ts';
import { ROOT } from '../review/sources.ts';

type Snapshot = ReturnType<typeof generateDrizzleJson>;

/** The statements that lead from what the migrations make to what a schema says: none when they agree. */
export function missing(said: Record<string, unknown> = schema): Promise<string[]> {
  const folder = join(ROOT, 'src/store/migrations/meta');
  const latest = readdirSync(folder)
    .filter((name) => name.endsWith('_snapshot.json'))
    .sort()
    .at(-1);
  if (latest === undefined) throw new Error(`There is no migration in ${folder}.`);
  const before = JSON.parse(readFileSync(join(folder, latest), 'utf8')) as Snapshot;
  return generateMigration(before, generateDrizzleJson(said, before.id, ['dovetail']));
}

/** Writes a migration for what the schema says and no migration does; with `--check`, says what is missing. */
async function main(): Promise<void> {
  const statements = await missing();
  if (statements.length === 0) return;
  if (process.argv.includes('--check')) {
    process.stderr.write(`src/store/schema.ts says what no migration does:\n${statements.join('\n')}\n`);
    process.stderr.write('Maybe run "npm run generate".\n');
    process.exitCode = 1;
    return;
  }
  const kit = join(ROOT, 'node_modules/drizzle-kit/bin.cjs');
  const args = [kit, 'generate', '--config', 'src/store/drizzle.config.ts'];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
}

if (import.meta.main) await main();
