import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../review/sources.ts';

/** The smallest domain model there is; a new one begins as a copy of it. */
const TOY = join(ROOT, 'test/support/toy');

/** The files of a new domain model, by their names: guests at tables, under the new name, to be replaced step by step. */
export function skeletonOf(name: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of readdirSync(TOY)) {
    const text = readFileSync(join(TOY, file), 'utf8')
      .replaceAll('../../../src/', '../../src/')
      .replaceAll("name: 'party'", `name: '${name}'`)
      .replaceAll('export const party =', `export const ${name} =`)
      .replaceAll("new ModelBuilder('party')", `new ModelBuilder('${name}')`);
    files.set(file, text);
  }
  files.set(
    'README.md',
    `# The ${name} model\n\nWhat it schedules, in a sentence. Then its input, its rules with their formulas.\n`,
  );
  return files;
}

/** `models/index.ts` with one more model. */
export function indexWith(text: string, name: string): string {
  return text
    .replace(/(\n\nexport type \*)/, `\nimport { ${name} as ${name}Model } from './${name}/index.ts';$1`)
    .replace(/(\n\n\/\*\* Every domain model)/, `\nexport const ${name} = ${name}Model as Named<'${name}'>;$1`)
    .replace(/(DOMAIN_MODELS = \{)/, `$1 ${name},`);
}

/** `models/byName.ts` with one more model. */
export function byNameWith(text: string, name: string): string {
  return text.replace(/(BY_NAME = \{)/, `$1\n  ${name}: async () => (await import('./${name}/index.ts')).${name},`);
}

if (import.meta.main) {
  const [name = ''] = process.argv.slice(2);
  const folder = join(ROOT, 'models', name);
  if (!/^[a-z][a-zA-Z]*$/.test(name) || existsSync(folder)) {
    console.error(
      `Cannot make a domain model "${name}". Try a new name of letters, such as: npm run new:model -- tours`,
    );
    process.exitCode = 2;
  } else {
    mkdirSync(folder);
    for (const [file, text] of skeletonOf(name)) writeFileSync(join(folder, file), text);
    for (const [file, withModel] of Object.entries({ 'index.ts': indexWith, 'byName.ts': byNameWith })) {
      const list = join(ROOT, 'models', file);
      writeFileSync(list, withModel(readFileSync(list, 'utf8'), name));
    }
    console.log(`models/${name} is there, and passes: npx vitest run test/domain. Now replace guests and tables.`);
  }
}
