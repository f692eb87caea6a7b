const DAY = 1440;

/** When a clock time comes: elapsed minutes since 1970-01-01 in UTC. */
export type Elapsed = (day: number, minute: number) => number;

/**
 * Turns clock times of a stretch of days in a time zone into minutes that really pass, changes of the clock included.
 *
 * *Shapes* `day` counted from `origin`, a day number; `minute` since midnight, beyond 1440 for times of the next days.
 * *Means* a clock time that there is twice is the first of the two; one that is left out is as much later as the clock
 * is put forward. *Source* the disambiguation `compatible` of RFC 5545 and of Temporal.
 * *Limits* one look at the zone for each day; two changes within a day that cancel each other are not seen.
 */
export function elapsedIn(timeZone: string, origin: number, days: number): Elapsed {
  const [first, ...later] = changesIn(timeZone, origin, days);
  return (day, minute) => {
    const local = (origin + day) * DAY + minute;
    let { offset } = first;
    for (const change of later) {
      // Before the change by the old offset, or by none of the two, which is in the gap that it makes.
      if (local - offset < change.at || local - change.offset < change.at) break;
      offset = change.offset;
    }
    return local - offset;
  };
}

/**
 * The inverse of {@link elapsedIn}: minutes of the clock since midnight of the day `origin`, of elapsed minutes since
 * 1970-01-01 in UTC.
 */
export function clockIn(timeZone: string, origin: number, days: number): (elapsed: number) => number {
  const changes = changesIn(timeZone, origin, days);
  return (elapsed) => {
    const { offset } = changes.findLast(({ at }) => at <= elapsed) ?? changes[0];
    return elapsed + offset - origin * DAY;
  };
}

function changesIn(timeZone: string, origin: number, days: number): [Change, ...Change[]] {
  const changes = changesOf(offsetsOf(timeZone), (origin - 1) * DAY, (origin + days + 3) * DAY);
  return changes as [Change, ...Change[]];
}

/** From a minute in UTC on, local time is this many minutes ahead. */
interface Change {
  readonly at: number;
  readonly offset: number;
}

/** The offset at the beginning, and every change of it, to the minute. */
function changesOf(offsetAt: (minute: number) => number, from: number, to: number): Change[] {
  const changes: Change[] = [{ at: from, offset: offsetAt(from) }];
  for (let start = from; start < to; start += DAY) {
    const [before, after] = [changes.at(-1)!.offset, offsetAt(start + DAY)];
    if (before === after) continue;
    let [low, high] = [start, start + DAY];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, offset: after });
  }
  return changes;
}

function offsetsOf(timeZone: string): (minute: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (minute) => {
    const parts = new Map(format.formatToParts(minute * 60_000).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day, hour] = (['year', 'month', 'day', 'hour'] as const).map((part) => parts.get(part)!);
    return Date.UTC(year!, month! - 1, day, hour, parts.get('minute')) / 60_000 - minute;
  };
}
