/** The path of a run. */
export function runPath(id: string): string {
  return `/v1/runs/${encodeURIComponent(id)}`;
}

/** The path of all plans, of one, or of something in it. */
export function planPath(...parts: readonly (string | number)[]): string {
  return ['/v1/plans', ...parts.map((part) => encodeURIComponent(part))].join('/');
}

/** What is asked for at a path, as its end; nothing where nothing is. */
export function queryOf(asked: object): string {
  const text = new URLSearchParams(asked as Record<string, string>).toString();
  return text === '' ? '' : `?${text}`;
}
