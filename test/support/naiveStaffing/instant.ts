const known = new Map<string, Map<string, number>>();

/** Minutes since 1970 in UTC at which a clock shows a time, by trying: the first of two, or as if it had not been put forward. */
export function instantOf(timeZone: string, date: string, minute: number): number {
  const zone = known.get(timeZone) ?? new Map<string, number>();
  known.set(timeZone, zone);
  const wanted = new Date(Date.parse(`${date}T00:00:00Z`) + minute * 60_000)
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ');
  const found = zone.get(wanted) ?? search(timeZone, wanted);
  zone.set(wanted, found);
  return found;
}

function search(timeZone: string, wanted: string): number {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const shown = (at: number): string => format.format(at * 60_000);
  const ahead = (at: number): number => Date.parse(`${shown(at).replace(' ', 'T')}:00Z`) / 60_000 - at;
  const guess = Date.parse(`${wanted.replace(' ', 'T')}:00Z`) / 60_000;
  const [before, after] = [ahead(guess - 1440), ahead(guess + 1440)];
  const fitting = [guess - before, guess - after].filter((at) => shown(at) === wanted);
  return fitting.length > 0 ? Math.min(...fitting) : guess - before;
}
