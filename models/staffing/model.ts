import type { RuledModel } from '../../src/domain/ledger.ts';
import { postRules } from '../../src/domain/posting/postRules.ts';
import { ModelBuilder } from '../../src/language/builder.ts';
import { constant, type Expression, plus, sum } from '../../src/language/expression.ts';
import type { Cells } from './cells.ts';
import { Closing } from './closing.ts';
import type { Input } from './input.ts';
import { Posting } from './posting.ts';
import { postLeastChange } from './rules/changes.ts';
import type { Staff, Staffing } from './staff.ts';
import { staffingOf } from './staffingOf.ts';

/** A staffing problem with its model, and how to find one in the other. */
export interface Built extends Staffing, RuledModel<Staff> {
  readonly input: Input;
  readonly cells: Cells;
  /** The variable of each cell is `firstCell + cell`. */
  readonly firstCell: number;
  /** What the rules posted with, which knows the literals of blocks and of unplaced events. */
  readonly posting: Posting;
  /** How many events are not where they were; absent where none could be. */
  readonly changes?: Expression;
  /** The penalty of each rule in terms of the model. */
  readonly penalties: ReadonlyMap<string, Expression>;
}

/** Builds the model of an input. */
export function build(input: Input): Built {
  return buildFrom(staffingOf(input));
}

/** Builds the model of a problem and its rules: close cells, make their indicators, post each rule, add up the costs. */
export function buildFrom(staffing: Staffing): Built {
  const { problem, rules } = staffing;
  const { input } = problem;
  const closing = closeCells(staffing);
  const builder = new ModelBuilder(input.name ?? 'staffing');
  const posting = new Posting(builder, problem, { ...closing.finish(), fixed: closing.fixed });
  const costs = postRules<Staff>(rules, posting);
  const { literals, always } = builder.owned('shared', () => postLeastChange(posting, rules));
  const penalty = posting.costs.total(builder.variables.length);
  builder.minimize(penalty);
  return {
    ...staffing,
    input,
    model: builder.build(),
    cells: posting.cells,
    choices: posting.cells.count,
    firstCell: posting.firstCell,
    posting,
    ...(problem.earlier || literals.length > 0 ? { changes: plus(sum(literals), constant(always)) } : {}),
    costs,
    penalties: new Map(rules.map(({ id }) => [id, posting.costs.of(id)])),
  };
}

/** Closes what fixed work rules out, and then what that leaves without company, until nothing changes. */
function closeCells({ problem, rules }: Staffing): Closing {
  const closing = new Closing(problem);
  for (let before = -1; before !== closing.closed; ) {
    before = closing.closed;
    for (const active of rules) if (active.hardness === 'hard') active.rule.closes?.(active, closing);
  }
  return closing;
}
