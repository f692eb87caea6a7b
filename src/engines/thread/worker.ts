import { parentPort } from 'node:worker_threads';
import { DovetailError, impossible, messageOf } from '../../errors.ts';
import type { Solver } from '../engine.ts';
import { type EngineName, engineNamed } from '../registry.ts';
import { boardReader } from './board.ts';
import type { Report, SolveRequest } from './protocol.ts';

/** The other end of `host.ts`: loads an engine once, then solves what it is sent. */
const port = parentPort ?? impossible('An engine thread without a parent');
const loaded = new Map<EngineName, Promise<Solver<unknown>>>();

port.on('message', (request: SolveRequest) => {
  solve(request).then(
    (report) => port.postMessage(report),
    (thrown: unknown) => {
      const code = thrown instanceof DovetailError ? thrown.code : undefined;
      port.postMessage({ kind: 'error', code, message: messageOf(thrown) } satisfies Report);
    },
  );
});

async function solve(request: SolveRequest): Promise<Report> {
  const { engine, input, deadline, seed, threads, ticks, start, control, board, self } = request;
  const solver = await solverOf(engine);
  const report = (message: Report): void => port.postMessage(message);
  const outcome = await solver.solve(input, {
    deadline,
    seed,
    threads,
    ...(ticks === undefined ? {} : { ticks }),
    ...(start ? { start } : {}),
    incoming: board ? boardReader(board, self) : () => undefined,
    shouldStop: () => Atomics.load(control, 0) === 1,
    incumbent: (solution, ticks) => report({ kind: 'incumbent', solution, ticks }),
    bound: (value) => report({ kind: 'bound', value }),
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
