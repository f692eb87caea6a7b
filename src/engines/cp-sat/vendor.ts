import { DovetailError, messageOf } from '../../errors.ts';

/** CP-SAT as its package gives it: a model and settings in binary, and its answer. */
export interface Vendor {
  solveRaw(model: Uint8Array, parameters: Uint8Array): Promise<Uint8Array>;
}

/** Loads CP-SAT. *Errors* `engine/unavailable` where it is not installed or this Node cannot run it. */
export async function loadVendor(): Promise<Vendor> {
  if (!hasPromiseIntegration()) {
    throw new DovetailError(
      'engine/unavailable',
      `CP-SAT needs WebAssembly JSPI, which Node ${process.versions.node} does not have.`,
      { maybe: 'use Node 24 or newer, or the engine highs, which proves too.' },
    );
  }
  try {
    const { default: CpSat } = await import('or-tools-wasm/cp-sat');
    await CpSat.loadModule();
    return CpSat;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    const what = isMissing
      ? 'CP-SAT is not installed: it is the optional package or-tools-wasm.'
      : `CP-SAT cannot load: ${messageOf(cause)}`;
    throw new DovetailError('engine/unavailable', what, {
      maybe: 'install it with "npm install or-tools-wasm", or use the engine highs, which proves too.',
      cause,
    });
  }
}

/** Without it the package falls back to a build in which the first small solve took 25 s. */
function hasPromiseIntegration(): boolean {
  const { WebAssembly: wasm } = globalThis as { WebAssembly?: { promising?: unknown } };
  return typeof wasm?.promising === 'function';
}
