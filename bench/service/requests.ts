import fc from 'fast-check';
import type { OpenApi, Operation, Parameter } from '../../src/http/openapi.ts';

/** A request as bytes would say it, well-formed or not. */
export interface Shot {
  /** The operation that it is aimed at. */
  readonly target: { readonly path: string; readonly method: string };
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface Known {
  /** Values that exist, by the name of a parameter or member, such as ids of runs. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** What stands in paths of things that exist, by path: its parameters by name. */
  readonly places?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** Bodies that are good, by path; a text is one of a type that is not JSON. */
  readonly bodies: Readonly<Record<string, readonly (object | string)[]>>;
}

/** A JSON Schema of the document. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** Requests that the document allows, nearly allows, and does not allow at all. */
export function shots(document: OpenApi, known: Known): fc.Arbitrary<Shot> {
  const targets = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  // Every operation is drawn equally often, whatever the number of its parameters.
  return fc.constantFrom(...targets).chain((target) => shotsAt(target, document, known));
}

interface Target {
  readonly path: string;
  readonly method: string;
  readonly operation: Operation;
}

function shotsAt({ path, method, operation }: Target, document: OpenApi, known: Known): fc.Arbitrary<Shot> {
  const { parameters = [], requestBody } = operation;
  const at = (place: string): readonly Parameter[] => parameters.filter((one) => one.in === place);
  const values = (place: string) =>
    fc.record(Object.fromEntries(at(place).map((one) => [one.name, valuesOf(one, document, known)])), {
      requiredKeys: place === 'path' ? at(place).map(({ name }) => name) : [],
    });
  const content = requestBody?.content ?? {};
  const schema = content['application/json']?.schema;
  const body = schema ? bodies(schema as Schema, document, known.bodies[path] ?? []) : fc.constant(undefined);
  const type = schema
    ? fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...Object.keys(content)) },
        { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', '') },
      )
    : fc.constant('');
  const places = known.places?.[path] ?? [];
  const place = fc.oneof(
    { weight: 1, arbitrary: values('path') },
    ...(places.length ? [{ weight: 3, arbitrary: fc.constantFrom(...places) }] : []),
  );
  return fc
    .record({
      path: place,
      query: values('query'),
      header: values('header'),
      body,
      type,
      method: methods(method),
    })
    .map((drawn) => {
      const query = new URLSearchParams(drawn.query as Record<string, string>).toString();
      const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(drawn.path[name] as string));
      return {
        target: { path, method },
        path: query === '' ? filled : `${filled}?${query}`,
        method: drawn.method,
        headers: { ...(drawn.header as Record<string, string>), ...(drawn.type ? { 'content-type': drawn.type } : {}) },
        body: drawn.method === 'GET' ? undefined : drawn.body,
      };
    });
}

function methods(right: string): fc.Arbitrary<string> {
  const wrong = fc.constantFrom('PUT', 'PATCH', 'DELETE', 'POST', 'GET');
  return fc.oneof({ weight: 20, arbitrary: fc.constant(right.toUpperCase()) }, { weight: 1, arbitrary: wrong });
}

/** Values that exist, that the schema allows, and any text that a URL or a header can carry. */
function valuesOf({ name, schema, in: place }: Parameter, document: OpenApi, known: Known): fc.Arbitrary<string> {
  const existing = known.values[name] ?? known.values.id ?? ['x'];
  const junk =
    place === 'header'
      ? fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/)
      : fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.constantFrom(...existing) },
      { weight: 2, arbitrary: valid(schema as Schema, document).map(String) },
      { weight: 1, arbitrary: junk.filter((text) => !/^\.+$/.test(text)) },
      { weight: 1, arbitrary: fc.constantFrom('\u0000', '0', '-1', '1e99', "' or 1=1 --", '%', 'null', '😀') },
    )
    .filter((text) => place !== 'header' || /^[!-~]([ -~]*[!-~])?$/.test(text));
}

function bodies(schema: Schema, document: OpenApi, good: readonly (object | string)[]): fc.Arbitrary<string> {
  const value = fc.oneof(valid(schema, document), ...good.map((one) => fc.constant(one as unknown)));
  const text = value.map((one) => (typeof one === 'string' && good.includes(one) ? one : (JSON.stringify(one) ?? '')));
  return fc.oneof(
    { weight: 4, arbitrary: text },
    {
      weight: 4,
      arbitrary: fc.tuple(value, fc.nat(), fc.jsonValue()).map(([one, at, wrong]) => changed(one, at, wrong)),
    },
    { weight: 2, arbitrary: fc.tuple(text, fc.nat()).map(([one, cut]) => one.slice(0, cut % (one.length + 1))) },
    { weight: 1, arbitrary: fc.tuple(text, fc.nat(), fc.string()).map(([one, at, junk]) => spliced(one, at, junk)) },
    { weight: 1, arbitrary: fc.json() },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 200 }).map((depth) => nested(depth)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
}

/** JSON in which one value, somewhere, is another. */
function changed(value: unknown, at: number, wrong: unknown): string {
  const copy = { root: structuredClone(value) };
  const places: [Record<string, unknown>, string][] = [];
  const walk = (inside: object): void => {
    for (const key of Object.keys(inside)) {
      places.push([inside as Record<string, unknown>, key]);
      const next = (inside as Record<string, unknown>)[key];
      if (typeof next === 'object' && next !== null) walk(next);
    }
  };
  walk(copy);
  const [inside, key] = places[at % places.length]!;
  inside[key] = wrong;
  return JSON.stringify(copy.root) ?? 'null';
}

function spliced(text: string, at: number, junk: string): string {
  const cut = at % (text.length + 1);
  return text.slice(0, cut) + junk + text.slice(cut);
}

function nested(depth: number): string {
  return `{"model":"staffing","input":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
}

/** Values that a schema of the document allows. */
function valid(schema: Schema, document: OpenApi): fc.Arbitrary<unknown> {
  const whole = resolved(schema, document);
  const alternatives = whole.anyOf ?? whole.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map((one) => valid(one, document)));
  if (whole.enum) return fc.constantFrom(...whole.enum);
  const types = [whole.type ?? 'anything'].flat();
  return fc.oneof(...types.map((type) => BY_TYPE[type]?.(whole, document) ?? fc.jsonValue()));
}

const BY_TYPE: Readonly<Record<string, (schema: Schema, document: OpenApi) => fc.Arbitrary<unknown>>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1e6, maximum = 1e6 }) => fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 53 - 1) }),
  number: ({ minimum = -1e6, maximum = 1e6 }) => fc.double({ min: minimum, max: maximum, noNaN: true }),
  string: ({ pattern, minLength = 0, maxLength = 64 }) =>
    pattern === undefined ? fc.string({ minLength, maxLength: Math.min(maxLength, 64) }) : matching(pattern),
  array: ({ items = {} }, document) => fc.array(valid(items, document), { maxLength: 4 }),
  object: ({ properties, required = [] }, document) =>
    properties === undefined
      ? fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 })
      : fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valid(one, document)])), {
          requiredKeys: [...required],
        }),
};

/** Texts of a pattern; some patterns look ahead, which cannot be drawn from, and then durations stand in. */
function matching(pattern: string): fc.Arbitrary<string> {
  return pattern.includes('(?=')
    ? fc.constantFrom('PT1S', 'PT0.2S', 'P1D', 'PT0S')
    : fc.stringMatching(new RegExp(pattern));
}

function resolved(schema: Schema, document: OpenApi): Schema {
  if (schema.$ref === undefined) return schema;
  const parts = schema.$ref.slice(2).split('/');
  return parts.reduce((value, part) => (value as Record<string, unknown>)[part], document as unknown) as Schema;
}
