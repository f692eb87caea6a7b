import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';

/** The modules that the client is made of, in the order in which they need each other. */
const MODULES = [
  'paths',
  'problem',
  'pause',
  'requests',
  'serverEvents',
  'follow',
  'runs',
  'advice',
  'deliveries',
  'plans',
];

/** Where a module names its neighbours. */
const IMPORTS = /^import \{[^}]*\} from '\.\/\w+\.[jt]s';$/gm;
const PASSED_ON = /^(export \{[^}]*\}) from '\.\/\w+\.[jt]s';$/gm;

let client: string | undefined;

/**
 * The client as one module for browsers, which imports nothing: its modules one after the other, of which the last one
 * says what is exported. In an installed package they are JavaScript already; in a clone their types are cut here.
 */
export function clientModule(): string {
  client ??= [...MODULES.map((name) => codeOf(name).replace(/^export /gm, '')), codeOf('client')].join('\n');
  return client;
}

function codeOf(name: string): string {
  const isSource = import.meta.url.endsWith('.ts');
  const text = readFileSync(new URL(`../client/${name}.${isSource ? 'ts' : 'js'}`, import.meta.url), 'utf8');
  const code = isSource ? stripTypeScriptTypes(text) : text;
  return code.replace(IMPORTS, '').replace(PASSED_ON, '$1;');
}
