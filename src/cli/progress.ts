import { now } from '../engines/engine.ts';
import type { Tally } from '../solve/domainModel.ts';
import type { SolveOptions } from '../solve/solve.ts';
import { duration, figure } from './table.ts';

/** How often the live line is drawn anew. */
const DRAW_EVERY_MS = 200;

/** Listeners for a solve; a model of no domain counts nothing. */
interface Shown extends Pick<SolveOptions, 'onBound'> {
  onIncumbent(solution: { readonly objective?: number }, ms: number, engine: string, tally?: Tally): void;
  end(): void;
}

/**
 * Shows how a solve goes on, on stderr: time, best objective and who found it, bound, what is left to gain, and what is
 * placed. One line that is drawn again when it is a terminal, a line for each change when it is not.
 */
export function progress(stream: NodeJS.WriteStream): Shown {
  const began = now();
  let [objective, bound]: (number | undefined)[] = [];
  let [finder, tally]: [string, Tally | undefined] = ['', undefined];
  const text = (): string => {
    const parts = [duration(now() - began).padStart(7), `incumbent ${figure(objective)}`, `bound ${figure(bound)}`];
    if (objective !== undefined && bound !== undefined) parts.push(`gap ${gapText(objective, bound)}`);
    if (tally) parts.push(tallyText(tally, objective !== undefined && objective === bound));
    if (finder) parts.push(finder);
    return parts.join('  ');
  };
  const draw = (): void => void stream.write(`\r\x1b[2K${text()}`);
  const timer = stream.isTTY ? setInterval(draw, DRAW_EVERY_MS) : undefined;
  const changed = (): void => {
    if (timer) draw();
    else stream.write(`${text()}\n`);
  };
  return {
    onIncumbent(solution, _ms, engine, counted) {
      [objective, finder, tally] = [solution.objective, engine, counted];
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

/** By how much the objective could still change, in its own units and in hundredths. */
function gapText(objective: number, bound: number): string {
  const difference = Math.abs(objective - bound);
  if (difference === 0) return '0';
  const percent = (100 * difference) / Math.max(1, Math.abs(objective));
  return `${figure(difference)} (${percent < 0.1 ? '< 0.1' : percent.toFixed(1)}%)`;
}

/** Nothing more is to be hoped for once the bound is met. */
function tallyText({ placed, placeable, of }: Tally, isProved: boolean): string {
  const more = isProved ? 0 : placeable - placed;
  return `placed ${placed} of ${of}${more > 0 ? `, at most ${more} more` : ''}`;
}
