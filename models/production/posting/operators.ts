import type { IntervalHandle } from '../../../src/language/builder.ts';
import { constant } from '../../../src/language/expression.ts';
import type { Posting } from '../posting.ts';
import { demandOn } from '../teams.ts';
import { engagements, phaseOf } from './intervals.ts';

/** What may take a part of a team. */
interface Claim {
  readonly interval: IntervalHandle;
  readonly demand: number;
}

/** A part of a team that given work takes. */
interface Taken {
  readonly from: number;
  readonly to: number;
  readonly demand: number;
}

/** No team does more at once than it can; what has no pauses is not where the team is away. */
export function postOperators(posting: Posting): void {
  const { operators, teams } = posting.problem;
  const all = teams.map((): Claim[] => []);
  const strict = teams.map((): Claim[] => []);
  for (const { batches, item } of posting.operations) {
    for (const batch of batches) {
      for (const choice of batch.choices) {
        choice.phases.forEach(({ crews }, p) => {
          for (const { crew, literal } of crews) {
            if (crew.length === 0) continue;
            const interval = phaseOf(posting, batch, { choice, p, literal });
            for (const { team, count } of crew) {
              const demand = count * demandOn(teams[team]!, item.phases[p]!.effort);
              const pausing = item.isInterruptible && { choice, p, chosen: { crew, literal }, team };
              const engaged = (pausing && engagements(posting, batch, pausing)) || [interval];
              all[team]!.push(...engaged.map((one) => ({ interval: one, demand })));
              if (!item.isInterruptible) strict[team]!.push({ interval, demand });
            }
          }
        });
      }
    }
  }
  const given = teams.map((): Taken[] => []);
  for (const operator of operators) {
    for (const { effort, from, to } of posting.fixed.with(operator.index)) {
      given[operator.team]!.push({ from, to, demand: demandOn(teams[operator.team]!, effort) });
    }
  }
  for (const { capacity, index } of teams) {
    const taken = atMost(given[index]!, capacity);
    all[index]!.push(...taken.map(({ demand, from, to }) => ({ interval: posting.block(from, to), demand })));
  }
  for (const { calendar, capacity, index } of teams) {
    const closed = posting.closedOf(calendar).map((interval) => ({ interval, demand: capacity }));
    if (all[index]!.length > 1) post(posting, all[index]!, capacity);
    if (strict[index]!.length > 0 && closed.length > 0) post(posting, [...closed, ...strict[index]!], capacity);
  }
}

function post(posting: Posting, claims: readonly Claim[], capacity: number): void {
  const intervals = claims.map(({ interval }) => interval);
  posting.builder.cumulative(
    intervals,
    claims.map(({ demand }) => constant(demand)),
    constant(capacity),
  );
}

/**
 * What given work takes, no more than there is: people who are given too much at once have no time for anything else,
 * and what is given stays a conflict of the input.
 */
function atMost(given: readonly Taken[], capacity: number): readonly Taken[] {
  const steps = new Map<number, number>();
  for (const { demand, from, to } of given) {
    steps.set(from, (steps.get(from) ?? 0) + demand);
    steps.set(to, (steps.get(to) ?? 0) - demand);
  }
  const times = [...steps.keys()].sort((a, b) => a - b);
  const levels: Taken[] = [];
  let level = 0;
  times.forEach((from, i) => {
    level += steps.get(from)!;
    if (level > 0) levels.push({ from, to: times[i + 1]!, demand: level });
  });
  if (levels.every(({ demand }) => demand <= capacity)) return given;
  return levels.map((one) => ({ ...one, demand: Math.min(one.demand, capacity) }));
}
