import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { instancesFolder, instancesFolderIfSet } from '../../bench/instances/folder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dovetail-instances-'));
  mkdirSync(join(root, 'models'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

test('a folder of public instances is found, is not asked for, or is missed in words', () => {
  vi.stubEnv('DOVETAIL_INSTANCES', root);
  expect(instancesFolder('models')).toBe(join(root, 'models'));
  expect(() => instancesFolderIfSet('jobshop')).toThrow(`names ${root}, which has no folder "jobshop"`);
  vi.stubEnv('DOVETAIL_INSTANCES', '');
  expect(instancesFolderIfSet('models')).toBeUndefined();
  expect(() => instancesFolder('models')).toThrow(
    'DOVETAIL_INSTANCES is not set.\nMaybe set it to a folder with "models" in it.',
  );
});
