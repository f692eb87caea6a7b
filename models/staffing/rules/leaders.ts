import type { InForce } from '../../../src/domain/rules/rule.ts';
import type { Context } from '../validate/context.ts';

/** An event or posted work that an input lists under a pairing key. */
interface Listed {
  readonly id: string;
  readonly type?: string | undefined;
  readonly pairing?: string | undefined;
  /** Whether the run decides nothing about it. */
  readonly isPosted: boolean;
  readonly path: readonly PropertyKey[];
}

/**
 * Reports pairing keys with several leaders, open or posted: nobody can say which one a follower goes with.
 *
 * *Means* keys of which everything is posted already are left alone, since the run decides nothing about them.
 */
export function validateLeaders(
  { id, parameters: { leader, follower } }: Pick<InForce<{ leader: string; follower: string }>, 'id' | 'parameters'>,
  context: Context,
): void {
  const byKey = Map.groupBy(listed(context), ({ pairing }) => pairing);
  byKey.delete(undefined);
  for (const [pairing, under] of byKey) {
    const leaders = under.filter(({ type }) => type === leader);
    const isSettled = under.every(({ isPosted, type }) => isPosted || (type !== leader && type !== follower));
    if (leaders.length < 2 || isSettled) continue;
    const names = leaders.map((one) => (one.isPosted ? `${one.id} (posted)` : one.id)).join(' and ');
    const what = `The pairing key ${pairing} has several leaders, ${names}, so that its followers have none (rule ${id}).`;
    for (const { path } of leaders.slice(1)) {
      context.report([...path, 'pairing'], 'pairing-ambiguous', what, 'give each leader its own key.');
    }
  }
}

function listed({ given }: Context): Listed[] {
  const apart = new Map(given.posted.flatMap((one) => (one ? [[one.event, one] as const] : [])));
  const events = given.events.flatMap((event, index): Listed[] => {
    if (!event) return [];
    const posted = event.posted ?? apart.get(event.id);
    const isOpen = event.active && event.autoSchedule;
    if (!isOpen && !posted) return [];
    const isPosted = posted !== undefined && !(isOpen && posted.movable);
    return [{ ...event, isPosted, path: ['events', index] }];
  });
  const known = new Set(given.events.map((event) => event?.id));
  const alone = given.posted.flatMap((one, index): Listed[] =>
    !one || known.has(one.event) ? [] : [{ ...one, id: one.event, isPosted: true, path: ['posted', index] }],
  );
  return [...events, ...alone];
}
