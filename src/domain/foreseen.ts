import type { Warning } from '../solve/issue.ts';
import { conflictsOf } from './conflicts.ts';
import type { Reason } from './explain/reason.ts';
import type { Ruled } from './parts.ts';
import { counted } from './words.ts';
import type { World } from './world.ts';

/** What of an input will be told after every run of it, and can be told before: conflicts, and what can have no place. */
export function foreseen<W extends World>(ruled: Ruled<W>): Warning[] {
  return [...conflictWarnings(ruled), ...hopelessWarnings(ruled)];
}

/** The conflicts of an input, each at the first posted work that takes part. */
function conflictWarnings<W extends World>(ruled: Ruled<W>): Warning[] {
  const { parts, problem } = ruled;
  const conflicts = conflictsOf(ruled, parts.scheduleOf(problem, problem.fixed));
  return conflicts.map(({ items, reopen, rule, text }) => {
    const help = reopen ? `reopen what is ${reopen}, or post it elsewhere` : 'post it elsewhere';
    const message = `What is posted breaks ${rule}: ${text} Maybe ${help}.`;
    return { pointer: parts.postedAt?.(problem, items[0]!) ?? '', code: 'posted-breaks-rule', message };
  });
}

/** Items that no schedule places, whatever else it does: a warning for each kind of reason, with the first of its items. */
function hopelessWarnings<W extends World>(ruled: Ruled<W>): Warning[] {
  const { parts, problem } = ruled;
  const given = parts.scheduleOf(problem, problem.fixed);
  const byKind = new Map<string, { readonly item: W['item']; readonly reason: Reason<W>; times: number }>();
  for (const item of parts.itemsOf(problem)) {
    if (item.state !== 'open') continue;
    const reason = parts.hopeless(ruled, given, item, given);
    // What an item depends on is not in place before a run.
    if (!reason || reason.kind === 'dependency-dropped') continue;
    const known = byKind.get(reason.kind);
    if (known) known.times++;
    else byKind.set(reason.kind, { item, reason, times: 1 });
  }
  return [...byKind.values()].map(({ item, reason, times }) => {
    const others = times > 1 ? ` ${counted(times - 1, 'other')} cannot be placed for the same kind of reason.` : '';
    const message = `${reason.text}${others} Maybe correct it, or leave it out.`;
    return { pointer: parts.enteredAt?.(problem, item) ?? '', code: 'no-place', message };
  });
}
