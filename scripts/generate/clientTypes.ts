import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'json-schema-to-typescript';
import { z } from 'zod';
import { DOMAIN_MODELS } from '../../models/index.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import { ROOT } from '../review/sources.ts';

const FILE = 'src/client/models.ts';

/** The types of every domain model's input and solution, from their schemas. */
export async function clientTypes(): Promise<string> {
  const parts = [
    '/** Inputs and solutions of the domain models; `npm run generate` writes them from their schemas. */\n',
  ];
  const rows: string[] = [];
  for (const domain of Object.values(DOMAIN_MODELS)) {
    const { name, inputSchema, solutionSchema } = domain;
    const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const input = withTemplates(schemaOf(inputSchema), domain);
    parts.push(await typeOf(input, `${title}Input`), await typeOf(schemaOf(solutionSchema), `${title}Solution`));
    rows.push(`  readonly ${name}: { readonly input: ${title}Input; readonly solution: ${title}Solution };`);
  }
  parts.push(`/** By the name of the model. */\nexport interface Models {\n${rows.join('\n')}\n}\n`);
  return formatted(parts.join('\n'));
}

type Json = Parameters<typeof compile>[0];

function schemaOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    override({ jsonSchema }) {
      // How long lists may be says nothing to a type.
      delete jsonSchema.maxItems;
      const { additionalProperties: value, propertyNames } = jsonSchema;
      if (typeof propertyNames !== 'object' || !propertyNames.enum || typeof value !== 'object') return;
      jsonSchema.properties = Object.fromEntries(propertyNames.enum.map((name) => [String(name), value]));
      jsonSchema.additionalProperties = false;
      delete jsonSchema.propertyNames;
    },
  }) as Json;
}

/** The rules of an input by their templates, so that the parameters of each are known; and those that name none. */
function withTemplates(input: Json, domain: DomainModel): Json {
  const { rules } = input.properties!;
  const any = rules!.items as Json;
  // Told once, of the rules of a profile.
  const bare = Object.entries(any.properties!).map(([name, { description: _, ...field }]) => [name, field] as const);
  const fields: NonNullable<Json['properties']> = Object.fromEntries(bare);
  const own = domain.templates().map(({ hardnesses, meaning, schema, template }): Json => {
    const { $schema: _, ...parameters } = schema as Json & { $schema?: string };
    const { required = [], ...rest } = any;
    return {
      ...rest,
      description: meaning,
      required: [...(required as string[]), 'template', ...(parameters.required ? ['parameters'] : [])],
      properties: {
        ...fields,
        template: { const: template },
        hardness: { ...fields.hardness, enum: [...hardnesses] },
        parameters:
          Object.keys(parameters.properties ?? {}).length > 0 ? parameters : { tsType: 'Record<string, never>' },
      },
    };
  });
  const ofProfile: Json = {
    ...any,
    description: 'A rule of the profile, with what is otherwise in it.',
    properties: { ...any.properties, template: { tsType: 'undefined' } },
  };
  return { ...input, properties: { ...input.properties, rules: { ...rules, items: { anyOf: [ofProfile, ...own] } } } };
}

function typeOf(json: Json, name: string): Promise<string> {
  const options = { bannerComment: '', additionalProperties: false, format: false, ignoreMinAndMaxItems: true };
  return compile(json, name, options);
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
