#!/usr/bin/env node
import { enableCompileCache, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

// What Node has compiled once is kept beside the packages, which halves every later start; threads look into the
// variable. Where that folder cannot be written, nothing is kept.
process.env.NODE_COMPILE_CACHE ??= join(dirname(findPackageJSON(import.meta.url)!), 'node_modules/.cache/dovetail');
enableCompileCache(process.env.NODE_COMPILE_CACHE);

const [{ run }, { COMMANDS }] = await Promise.all([import('./cli/program.ts'), import('./commands.ts')]);
await run(process.argv.slice(2), COMMANDS);
