/** An external engine for tests: what it does, its first argument says. */
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeModel } from '../../../src/language/proto/index.ts';
import { solutionsByDefinition } from '../../support/enumerate.ts';

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const model = decodeModel(new Uint8Array(await buffer(process.stdin)));
switch (process.argv[2]) {
  case 'solve': {
    // What is no line of the protocol is left alone.
    process.stdout.write('reading\n');
    const sign = model.objective?.sense === 'maximize' ? -1 : 1;
    const [best] = [...solutionsByDefinition(model)].sort(([, a], [, b]) => sign * (a - b));
    if (best === undefined) say({ status: 'infeasible' });
    else {
      say({ values: best[0].split(',').map(Number) });
      say({ bound: best[1] });
      say({ status: 'optimal' });
    }
    break;
  }
  case 'lie':
    say({ values: model.variables.map(({ domain }) => domain[0]) });
    say({ status: 'optimal' });
    break;
  case 'fail':
    process.stderr.write('no licence\n');
    process.exitCode = 3;
    break;
  case 'hang':
    process.on('SIGTERM', () => undefined);
    await sleep(60_000);
    break;
}
