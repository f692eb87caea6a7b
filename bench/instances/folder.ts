import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DovetailError } from '../../src/errors.ts';

/**
 * A folder within the one that `DOVETAIL_INSTANCES` names; undefined where that is not set.
 * *Errors* `input/usage` where there is no such folder.
 */
export function instancesFolderIfSet(part: string): string | undefined {
  const root = process.env.DOVETAIL_INSTANCES;
  if (!root) return undefined;
  const folder = join(root, part);
  if (existsSync(folder)) return folder;
  throw new DovetailError('input/usage', `DOVETAIL_INSTANCES names ${root}, which has no folder "${part}".`, {
    maybe: `set it to a folder with "${part}" in it.`,
  });
}

/** A folder within the one that `DOVETAIL_INSTANCES` names. *Errors* `input/usage` where it is not set, or not there. */
export function instancesFolder(part: string): string {
  const folder = instancesFolderIfSet(part);
  if (folder !== undefined) return folder;
  throw new DovetailError('input/usage', 'This bench reads public instances, and DOVETAIL_INSTANCES is not set.', {
    maybe: `set it to a folder with "${part}" in it.`,
  });
}
