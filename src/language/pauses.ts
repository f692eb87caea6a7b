import { DovetailError } from '../errors.ts';
import { checkDomain, type Domain, domainSize, normalDomain } from './domain.ts';

/**
 * How long work lasts that pauses when it is not open, with the starts for which it lasts so long; shortest first.
 *
 * *Shapes* `open` holds every t such that work can go on from t to t + 1.
 * *Limits* linear in the ranges of `open`: no step is made through time.
 * *Errors* `model/shape` when the work is not a whole number of 1 or more, or `open` has no end.
 */
export function sizesByStart(work: number, open: Domain): [size: number, starts: Domain][] {
  if (open.length === 0) return [];
  checkDomain(open, 'open time');
  if (!(Number.isSafeInteger(work) && work >= 1) || !Number.isFinite(domainSize(open))) {
    throw new DovetailError(
      'model/shape',
      `An interval that pauses has ${work} units of work in [${open.join(', ')}].`,
      {
        maybe: 'give it 1 unit of work or more, and open time that begins and ends.',
      },
    );
  }
  const bySize = new Map<number, [number, number][]>();
  // `first` is the range of the first unit of work, `last` that of the last one; `before` is the work between them.
  let last = 0;
  let before = 0;
  for (let first = 0; first < open.length; first += 2) {
    if (last < first) [last, before] = [first, 0];
    let from = open[first]!;
    while (from <= open[first + 1]! && last < open.length) {
      // Starting at `from`, the last unit of work lies in range `last` at `end - 1`, if the range reaches so far.
      const ahead = last === first ? 0 : open[first + 1]! - from + 1 + before;
      const end = (last === first ? from : open[last]!) + work - ahead;
      if (end - 1 > open[last + 1]!) {
        if (last > first) before += open[last + 1]! - open[last]! + 1;
        last += 2;
        continue;
      }
      // As many starts later as the range of the last unit, and that of the first, have room for.
      const most = Math.min(open[first + 1]! - from, open[last + 1]! - (end - 1));
      bySize.set(end - from, [...(bySize.get(end - from) ?? []), [from, from + most]]);
      from += most + 1;
    }
    if (last > first + 2) before -= open[first + 3]! - open[first + 2]! + 1;
  }
  return [...bySize].sort(([a], [b]) => a - b).map(([size, ranges]) => [size, normalDomain(ranges)]);
}
