import type { Change } from '../../solve/change.ts';
import type { FixedAll, FixKind } from '../../solve/fixOption.ts';
import { issueOf } from '../validation/issues.ts';
import type { World } from '../world.ts';
import { OF_JUDGEMENT, optionsOf } from './options.ts';
import { standingOf, type Tried } from './standing.ts';
import { applied } from './trial.ts';

/** At most this many issues are fixed at once; what is left can be asked for again. */
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
  { skip: unwanted = [], ignored = [] }: Skipped = {},
): FixedAll {
  const skip = new Set([...unwanted, ...OF_JUDGEMENT]);
  let before = standingOf(domain, domain.ruledOf(input));
  const changes: Change[] = [];
  const fixed: FixedAll['fixed'][number][] = [];
  const left: FixedAll['left'][number][] = [];
  const seen = new Set<string>();
  const gone = new Set<string>();
  const isIgnored = new Set(ignored);
  for (let at = 0; at < before.issues.length; at++) {
    const found = before.issues[at]!;
    if (found.severity === 'info') break;
    if (seen.has(found.key)) continue;
    seen.add(found.key);
    const issue = issueOf(found);
    if (isIgnored.has(issue.id)) continue;
    if (fixed.length === MOST_FIXED) {
      left.push({ issue, why: `${MOST_FIXED} issues were fixed before it; ask for the others again.` });
      continue;
    }
    const option = optionsOf(domain, before, { issue: found, skip }).find((one) => {
      const after = standingOf(domain, domain.ruledOf(applied(domain, before.ruled, one.changes)));
      // A fix that brings back what an earlier one was for would go round in a circle.
      if (after.issues.some(({ key }) => gone.has(key))) return false;
      before = after;
      return true;
    });
    if (option === undefined) {
      left.push({ issue, why: 'No way out of it goes without a decision; its fixes say what can be decided.' });
      continue;
    }
    gone.add(found.key);
    fixed.push({ issue, option });
    changes.push(...option.changes);
    at = -1;
  }
  return { changes, fixed, left };
}
