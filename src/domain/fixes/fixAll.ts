import type { Change } from '../../solve/change.ts';
import type { FixedAll, FixKind, PlanIssue } from '../../solve/result.ts';
import type { World } from '../world.ts';
import { optionsOf } from './options.ts';
import { applied, standingOf, type Tried } from './trial.ts';

/** At most so many issues are fixed at once; what is left can be asked for again. */
const MOST_FIXED = 200;

/** What is left alone: kinds of fixes, and issues by their ids. */
interface Skipped {
  readonly skip?: readonly FixKind[] | undefined;
  readonly ignored?: readonly string[] | undefined;
}

/**
 * Fixes the issues of an input one after the other, each with the cheapest option that needs no judgement.
 *
 * *Means* an issue that an earlier fix took away with it needs none; what no option fits is left and said.
 */
export function fixAll<W extends World>(
  domain: Tried<W>,
  input: W['problem']['input'],
  { skip = [], ignored = [] }: Skipped = {},
): FixedAll {
  let ruled = domain.ruledOf(input);
  let before = standingOf(domain, ruled);
  const changes: Change[] = [];
  const fixed: FixedAll['fixed'][number][] = [];
  const left: FixedAll['left'][number][] = [];
  const seen = new Set<string>(ignored);
  const next = (): PlanIssue | undefined =>
    before.issues.find(({ id, severity }) => severity !== 'info' && !seen.has(id));
  for (let issue = next(); issue !== undefined; issue = next()) {
    seen.add(issue.id);
    if (fixed.length === MOST_FIXED) {
      left.push({ issue, why: `${MOST_FIXED} issues were fixed before it; ask for the others again.` });
      continue;
    }
    const options = optionsOf(domain, ruled, { before, issue });
    const gone = new Set(fixed.map((one) => one.issue.id));
    let isFixed = false;
    for (const option of options) {
      if (option.needsJudgement || skip.includes(option.kind)) continue;
      const after = domain.ruledOf(applied(domain, ruled, option.changes));
      const standing = standingOf(domain, after);
      // A fix that brings back what an earlier one was for would go round in a circle.
      if (standing.issues.some(({ id }) => gone.has(id))) continue;
      fixed.push({ issue, option });
      changes.push(...option.changes);
      [ruled, before, isFixed] = [after, standing, true];
      break;
    }
    if (isFixed) continue;
    const others = [...new Set(options.map(({ kind }) => kind))].join(', ');
    left.push({ issue, why: `Somebody has to decide: ${others}.` });
  }
  return { changes, fixed, left };
}
