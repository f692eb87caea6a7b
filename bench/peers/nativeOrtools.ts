import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Model } from '../../src/language/model.ts';
import { encodeModel } from '../../src/language/proto/index.ts';
import { rewrite } from '../../src/rewrite/rewrite.ts';
import { transitionsToLinear } from '../../src/rewrite/transitionsToLinear.ts';

export interface NativeAnswer {
  readonly status: string;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly firstFeasibleMs: number | null;
  readonly incumbents: readonly { readonly ms: number; readonly objective: number }[];
  /** The solve alone, without Python's start and the reading of the model. */
  readonly wallMs: number;
}

interface NativeOptions {
  readonly timeLimitS: number;
  readonly workers: number;
  readonly seed: number;
}

const SCRIPT = fileURLToPath(new URL('native_ortools.py', import.meta.url));

/**
 * Solves the exported model with native OR-Tools, as a yardstick.
 *
 * The Python is `DOVETAIL_PYTHON` or `python3`; undefined when it has no `ortools` (see the README beside this file).
 */
export async function nativeOrtools(model: Model, options: NativeOptions): Promise<NativeAnswer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'dovetail-peer-'));
  const file = join(folder, 'model.pb');
  try {
    // It knows no transition times: they are written as precedences, as `dovetail convert` does.
    await writeFile(file, encodeModel(rewrite(model, [transitionsToLinear]).model, 'binary'));
    const { timeLimitS, workers, seed } = options;
    const limits = ['--time-limit', `${timeLimitS}`, '--workers', `${workers}`, '--seed', `${seed}`];
    const output = await outputOf(process.env.DOVETAIL_PYTHON ?? 'python3', [SCRIPT, file, ...limits]);
    return output === undefined ? undefined : (JSON.parse(output) as NativeAnswer);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a program prints, or undefined when it cannot start or fails. */
function outputOf(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => resolve(code === 0 ? output : undefined));
  });
}
