import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './review/sources.ts';

/** Makes `dist/` for an installed package, where Node strips no types: JavaScript, and the data that it reads. */
const DATA = ['models/*/*.json', 'models/*/*.yaml', 'src/store/migrations/**/*.{sql,json}'];

rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
execFileSync(
  process.execPath,
  [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'scripts/tsconfig.build.json')],
  {
    stdio: 'inherit',
  },
);
for (const file of globSync(DATA, { cwd: ROOT })) cpSync(join(ROOT, file), join(ROOT, 'dist', file));
