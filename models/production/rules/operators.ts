import { z } from 'zod';
import { engagedIn } from '../layout.ts';
import { postOperators } from '../posting/operators.ts';
import { isOfRun, type OperationInfo, type Phase, type PhaseRun, type Problem, type Run } from '../problem.ts';
import type { Engaged } from '../schedule.ts';
import { suits } from '../teams.ts';
import { lastOf, operatorNames, runNames, timeText } from '../words.ts';
import type { Rule } from '../world.ts';

const parameters = z.strictObject({});

/**
 * *Means* a phase has as many operators as it asks for, each with all the skills, for the whole of it; at each moment
 * the efforts that an operator gives are at most what there is of the operator, who gives none to work that pauses unless
 * `calendars` holds operators. A phase that asks for nobody has nobody.
 */
export const operators: Rule<z.infer<typeof parameters>> = {
  template: 'operators',
  hard: true,
  isEssential: true,
  usesVariant: true,
  meaning: 'A phase has its operators, with the right skills, and nobody does more than one can.',
  parameters,
  post: (_, posting) => postOperators(posting),
  check(_, { problem, schedule, breaks }) {
    for (const run of schedule.assignments) {
      const found = isOfRun(run) ? faultOf(problem, run) : undefined;
      if (found) breaks({ text: found.text, assignments: [run], withdraw: lastOf(problem, [run]) });
    }
    for (const { index, capacity } of problem.operators) {
      for (const runs of overloaded([...schedule.with(index)], capacity)) {
        if (!runs.some(({ run }) => isOfRun(run))) continue;
        const all = [...new Set(runs.map(({ run }) => run))];
        const text = `${operatorNames(problem, [index])} does ${runNames(all)} at once at ${timeText(problem, runs.at(-1)!.from)}.`;
        breaks({ text, assignments: all, withdraw: lastOf(problem, all) });
      }
    }
  },
  explain(_, { problem, schedule, candidate }) {
    const fault = faultOf(problem, candidate);
    if (fault) return { text: fault.text, needs: 'an operator who can do it' };
    const item = problem.items[candidate.item]!;
    for (const { machine, phases } of candidate.batches) {
      for (const [p, phase] of phases.entries()) {
        const { effort } = item.phases[p]!;
        const own = engagedIn(problem, item, machine, phase).map(([from, to]) => ({
          run: candidate,
          from,
          to,
          effort,
        }));
        for (const operator of phase.operators) {
          const beside = schedule.with(operator).filter(({ from, to }) => from < phase.to && phase.from < to);
          const [found] = overloaded([...beside, ...own], problem.operators[operator]!.capacity);
          if (!found) continue;
          const by = found.map(({ run }) => run).filter((run) => run !== candidate);
          return {
            text: `${operatorNames(problem, [operator])} does ${runNames(by)} then.`,
            by,
            needs: 'another operator',
          };
        }
      }
    }
    return undefined;
  },
  relax(_, { problem, candidate }) {
    const fault = faultOf(problem, candidate);
    if (!fault) return [];
    const { skills } = fault.phase;
    return problem.operators
      .filter((one) => !suits(one, fault.phase) && one.capacity >= fault.phase.effort)
      .map((one) => ({
        kind: 'skills',
        operator: one.id,
        skills: skills.filter((skill) => !one.skills.has(skill)),
      }));
  },
};

function faultOf(problem: Problem, run: Run): { text: string; phase: Phase } | undefined {
  const item = problem.items[run.item]!;
  for (const { phases } of run.batches) {
    for (const [p, phase] of phases.entries()) {
      const text = faultOfPhase(problem, item, { asked: item.phases[p]!, phase });
      if (text) return { text, phase: item.phases[p]! };
    }
  }
  return undefined;
}

function faultOfPhase(
  problem: Problem,
  { label }: OperationInfo,
  { asked, phase }: { readonly asked: Phase | undefined; readonly phase: PhaseRun },
): string | undefined {
  if (!asked) return undefined;
  const { count, kind, skills } = asked;
  if (new Set(phase.operators).size !== count || phase.operators.length !== count) {
    return `The ${kind} of ${label} has ${phase.operators.length} operators and needs ${count}.`;
  }
  const unfit = phase.operators.filter((one) => !suits(problem.operators[one]!, asked));
  if (unfit.length === 0) return undefined;
  const what = skills.length > 0 ? `the skills ${skills.join(', ')}` : 'enough time';
  return `${operatorNames(problem, unfit)} does not have ${what} for the ${kind} of ${label}.`;
}

/** What an operator does at once that is too much, at each moment at which something begins. */
function overloaded(engaged: Engaged[], capacity: number): Engaged[][] {
  engaged.sort((a, b) => a.from - b.from || a.to - b.to || a.run.item - b.run.item);
  const found: Engaged[][] = [];
  let running: Engaged[] = [];
  for (const one of engaged) {
    running = running.filter(({ to }) => to > one.from);
    running.push(one);
    if (running.reduce((sum, { effort }) => sum + effort, 0) > capacity) found.push(running);
  }
  return found;
}
