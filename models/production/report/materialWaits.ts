import { endOf, type MaterialInfo, type Problem, type Run, startOf, type Use } from '../problem.ts';
import type { Schedule } from '../schedule.ts';
import { timeText } from '../words.ts';

/** When what a run consumes is there for good, and by whom it is made where it is not delivered. */
export interface Supply {
  readonly ready: number;
  readonly by: Run | undefined;
  readonly text: string;
}

interface Movement {
  readonly at: number;
  readonly quantity: number;
  readonly by: Run | undefined;
}

/** For each material that a run consumes: the last moment before its start at which there was too little of it. */
export function* materialWaits(problem: Problem, schedule: Schedule, run: Run): Generator<Supply> {
  for (const { material, quantity } of problem.items[run.item]!.consumes) {
    const info = problem.materials[material]!;
    const arrival = lastNeeded(movementsOf(problem, schedule, { info, run }), quantity - info.stock);
    if (arrival === undefined) continue;
    const { at, by } = arrival;
    const verb = by ? `is made by ${by.label} until` : 'comes at';
    yield { ready: at, by, text: `${info.id} ${verb} ${timeText(problem, at)}.` };
  }
}

/** What happens to a material until a run begins, without the run itself, in the order of time. */
function movementsOf(
  { items }: Problem,
  schedule: Schedule,
  { info, run }: { info: MaterialInfo; run: Run },
): Movement[] {
  const sumOf = (uses: readonly Use[]): number =>
    uses.reduce((sum, use) => sum + (use.material === info.index ? use.quantity : 0), 0);
  const movements: Movement[] = info.deliveries.map(({ at, quantity }) => ({ at, quantity, by: undefined }));
  for (const other of schedule.assignments) {
    if (other === run) continue;
    const { consumes, produces } = items[other.item]!;
    const [taken, made] = [sumOf(consumes), sumOf(produces)];
    if (taken > 0) movements.push({ at: startOf(other), quantity: -taken, by: other });
    if (made > 0) movements.push({ at: endOf(other), quantity: made, by: other });
  }
  return movements.filter(({ at }) => at <= startOf(run)).sort((a, b) => a.at - b.at || a.quantity - b.quantity);
}

/** The last arrival before which there is less than is needed beyond the stock. */
function lastNeeded(movements: readonly Movement[], needed: number): Movement | undefined {
  let [level, found] = [0, undefined as Movement | undefined];
  for (const movement of movements) {
    if (level < needed && movement.quantity > 0) found = movement;
    level += movement.quantity;
  }
  return found;
}
