import { now } from '../engines/engine.ts';
import type { SolveOptions } from '../solve/solve.ts';
import { duration, figure } from './table.ts';

/** How often the live line is drawn anew. */
const DRAW_EVERY_MS = 200;

/**
 * Shows how a solve goes on, on stderr: one line that is drawn again when it is a terminal, a line for each change when
 * it is not.
 */
export function progress(stream: NodeJS.WriteStream): Pick<SolveOptions, 'onIncumbent' | 'onBound'> & { end(): void } {
  const began = now();
  let [objective, bound]: (number | undefined)[] = [];
  const text = (): string =>
    `${duration(now() - began).padStart(7)}  incumbent ${figure(objective)}  bound ${figure(bound)}`;
  const draw = (): void => void stream.write(`\r\x1b[2K${text()}`);
  const timer = stream.isTTY ? setInterval(draw, DRAW_EVERY_MS) : undefined;
  const changed = (): void => {
    if (timer) draw();
    else stream.write(`${text()}\n`);
  };
  return {
    onIncumbent(solution) {
      objective = solution.objective;
      changed();
    },
    onBound(value) {
      bound = value;
      changed();
    },
    end() {
      clearInterval(timer);
      if (timer) stream.write('\r\x1b[2K');
    },
  };
}
