import { parentPort } from 'node:worker_threads';
import { DovetailError, impossible, messageOf } from '../../errors.ts';
import type { Solver } from '../engine.ts';
import { type EngineName, engineNamed } from '../registry.ts';
import { boardReader } from './board.ts';
import { waitAt } from './gate.ts';
import { CONTROL, type Report, type SolveRequest } from './protocol.ts';
import { watchWasmMemory } from './wasmMemory.ts';

/** The other end of `host.ts`: loads an engine once, then solves what it is sent. */
const port = parentPort ?? impossible('An engine thread without a parent');
const loaded = new Map<EngineName, Promise<Solver<unknown>>>();

/** An engine that fails with more than a gigabyte has most likely not found the next. */
const LARGE_PAGES = 2 ** 14;

/** Of 64 KB, of WebAssembly's memory. */
let pages = 0;
let told: Int32Array | undefined;

watchWasmMemory((now) => {
  pages = now;
  if (told) Atomics.store(told, CONTROL.pages, pages);
});

port.on('message', (request: SolveRequest) => {
  solve(request).then(
    (report) => port.postMessage(report),
    (thrown: unknown) => port.postMessage(failureOf(thrown)),
  );
});

/** Engines in WebAssembly end in the midst of a call when their memory is full, and say no more than that. */
function failureOf(thrown: unknown): Report {
  const message = messageOf(thrown);
  if (thrown instanceof DovetailError) return { kind: 'error', code: thrown.code, message };
  if (pages < LARGE_PAGES) return { kind: 'error', code: undefined, message };
  return { kind: 'full', shortage: `it most likely needs more than the 2 GB that WebAssembly gives it (${message})` };
}

async function solve(request: SolveRequest): Promise<Report> {
  const { engine, input, deadline, seed, threads, ticks, start, control, gate, board, self } = request;
  told = control;
  Atomics.store(control, CONTROL.pages, pages);
  const solver = await solverOf(engine);
  const report = (message: Report): void => port.postMessage(message);
  report({ kind: 'begins' });
  const outcome = await solver.solve(input, {
    deadline,
    seed,
    threads,
    ...(ticks === undefined ? {} : { ticks }),
    ...(start ? { start } : {}),
    incoming: board ? boardReader(board, self, start !== undefined) : () => undefined,
    shouldStop: () => {
      if (gate) waitAt(gate, deadline, () => report({ kind: 'waits' }));
      return Atomics.load(control, CONTROL.stop) === 1;
    },
    incumbent: (solution, ticks) => report({ kind: 'incumbent', solution, ticks }),
    bound: (value) => report({ kind: 'bound', value }),
    cools: (until) => report({ kind: 'cools', until }),
    beginsAnew: () => report({ kind: 'beginsAnew' }),
  });
  return { kind: 'outcome', outcome };
}

function solverOf(name: EngineName): Promise<Solver<unknown>> {
  let solver = loaded.get(name);
  if (!solver) {
    // The host sends each engine the form that it takes.
    solver = engineNamed(name).load() as Promise<Solver<unknown>>;
    loaded.set(name, solver);
    solver.catch(() => loaded.delete(name));
  }
  return solver;
}
