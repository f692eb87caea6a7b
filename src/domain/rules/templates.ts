import { z } from 'zod';
import type { RuleParameter, RuleTemplate } from '../../solve/domainModel.ts';
import type { World } from '../world.ts';
import { hardnessesOf, type Rule } from './rule.ts';

/** What an input may say about the rules of a domain model: each template with what its parameters are. */
export function templatesOf<W extends World>(rules: Iterable<Rule<W>>): RuleTemplate[] {
  return Array.from(rules, (rule) => ({
    template: rule.template,
    hardnesses: hardnessesOf(rule),
    meaning: rule.meaning,
    parameters: parametersOf(rule.parameters),
    schema: z.toJSONSchema(rule.parameters, { io: 'input' }),
  }));
}

/** The parameters that a schema describes, in its order. */
export function parametersOf(schema: z.ZodType): RuleParameter[] {
  const { properties, required = [] } = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
  return fieldsOf(properties).map(([name, { default: fallback, description, ...own }]) => ({
    name,
    type: typeText(own),
    isRequired: required.includes(name),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(description === undefined ? {} : { means: description }),
  }));
}

/** What is read of a JSON Schema. */
interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  /** A {@link JsonSchema} for each field. */
  readonly properties?: object;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly default?: unknown;
  readonly description?: string;
}

function fieldsOf(properties: JsonSchema['properties'] = {}): [name: string, schema: JsonSchema][] {
  return Object.entries(properties);
}

/** What a value has to be, in words. */
function typeText(schema: JsonSchema): string {
  const { additionalProperties, anyOf, items, maximum, minimum, minItems = 0, pattern, properties, type } = schema;
  if (anyOf) return anyOf.map(typeText).join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
  switch (type) {
    case 'array': {
      const least = minItems > 0 ? `, at least ${minItems}` : '';
      return items?.type === 'string' ? `list of names${least}` : `list of ${typeText(items ?? {})}${least}`;
    }
    case 'object': {
      const fields = fieldsOf(properties).map(([name, own]) => `${name}: ${typeText(own)}`);
      if (fields.length > 0) return `{ ${fields.join(', ')} }`;
      return typeof additionalProperties === 'object' ? `{ name: ${typeText(additionalProperties)} }` : '{}';
    }
    case 'integer':
    case 'number':
      return `${type === 'integer' ? 'whole number' : 'number'} from ${minimum} to ${maximum}`;
    case 'boolean':
      return 'true or false';
    default:
      return pattern === undefined ? 'name' : 'time such as 14:00';
  }
}
