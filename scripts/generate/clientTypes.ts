import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { z } from 'zod';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { ROOT } from '../review/sources.ts';

const FILE = 'src/client/models.ts';

/** The types of every domain model's input and solution, from their schemas. */
export async function clientTypes(): Promise<string> {
  const parts = [
    '/** Inputs and solutions of the domain models; `npm run generate` writes them from their schemas. */\n',
  ];
  const rows: string[] = [];
  for (const { name, inputSchema, solutionSchema } of Object.values(DOMAIN_MODELS)) {
    const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    parts.push(await typeOf(inputSchema, `${title}Input`), await typeOf(solutionSchema, `${title}Solution`));
    rows.push(`  readonly ${name}: { readonly input: ${title}Input; readonly solution: ${title}Solution };`);
  }
  parts.push(`/** By the name of the model. */\nexport interface Models {\n${rows.join('\n')}\n}\n`);
  return formatted(parts.join('\n'));
}

function typeOf(schema: z.ZodType, name: string): Promise<string> {
  // How long lists may be says nothing to a type.
  const json = z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => void delete jsonSchema.maxItems });
  const options = { bannerComment: '', additionalProperties: false, format: false, ignoreMinAndMaxItems: true };
  return compile(json as Parameters<typeof compile>[0], name, options);
}

function formatted(text: string): string {
  const biome = join(ROOT, 'node_modules/.bin/biome');
  return execFileSync(biome, ['format', `--stdin-file-path=${FILE}`], { cwd: ROOT, input: text, encoding: 'utf8' });
}

if (import.meta.main) {
  const [actual, wanted] = [readFileSync(join(ROOT, FILE), 'utf8'), await clientTypes()];
  if (actual === wanted) console.log(`${FILE} says what the schemas say.`);
  else if (process.argv.includes('--check')) {
    console.error(`${FILE} differs from the schemas of the models; run "npm run generate".`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(ROOT, FILE), wanted);
    console.log(`${FILE} is written anew.`);
  }
}
