import type { DovetailProblem } from '../../client/client.ts';
import { DovetailError, ERROR_CODES, type ErrorCode } from '../../errors.ts';

/** What to try next when the service refuses with a code, as it is typed here. */
export type Steps = Readonly<Partial<Record<ErrorCode, string>>>;

/** Steps that are the same whatever was asked. */
const STEPS: Steps = {
  'access/no-key': 'set DOVETAIL_KEY to a key that "dovetail keys create" has made.',
  'access/scope': 'use a key with the scopes read, run, write and accept; "dovetail keys create --scopes" makes one.',
  'plan/unknown': 'look at "dovetail plan list" for its name.',
  'request/stale': 'look at "dovetail plan history" for what happened, then give the command again.',
  'request/no-version': 'add --seen with the version that "dovetail plan list" shows.',
  'plan/changed-since': 'add --partial to take back the rest, or name with --item what to take back.',
  'plan/refused': 'name other items with --item, add --partial for what can be accepted, or try "dovetail plan edit".',
  'plan/locked': 'unlock the day with "dovetail plan change", or name the other items with --item.',
  'run/unknown': 'look at what "dovetail plan run" printed for the name of the run.',
  'run/no-solution': 'wait for its end: "dovetail plan run --wait" does.',
};

/** A refusal of the service with its own words, and a next step of the command line. */
export function refusalOf(problem: DovetailProblem, steps: Steps): DovetailError {
  const { message, errors, status, retryAfterMs } = problem;
  const code = codeOf(problem);
  const [said = '', theirs] = split(message);
  const step = steps[code] ?? (code === 'plan/unconfirmed' ? confirmStep(errors) : STEPS[code]) ?? theirs;
  const wait = retryAfterMs === undefined ? undefined : `try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  const maybe = step ?? wait ?? (status >= 500 ? 'try again; the log of the service says more.' : undefined);
  return new DovetailError(code, sentence(said), { ...(maybe ? { maybe } : {}), faults: errors, cause: problem });
}

/** A code of another version of the service, or of something between, is told by its status. */
function codeOf({ code, status }: DovetailProblem): ErrorCode {
  if (Object.hasOwn(ERROR_CODES, code)) return code as ErrorCode;
  return status >= 500 ? 'capacity/no-answer' : 'request/invalid';
}

/** What happened, and the next step without its "Maybe". */
function split(message: string): [string, string?] {
  const at = message.lastIndexOf('\nMaybe ');
  return at < 0 ? [message] : [message.slice(0, at), message.slice(at + '\nMaybe '.length)];
}

/** One thing is said in one line, several with a line each. */
function sentence(said: string): string {
  const lines = said.split('\n');
  return lines.length === 2 && lines[0]!.endsWith(':') ? lines.join(' ') : said;
}

/** `--confirm` with each rule, whose name ends what the service says of it. */
function confirmStep(errors: DovetailProblem['errors']): string {
  const rules = errors.flatMap(({ message }) => /\(([^()]+)\)$/.exec(message)?.[1] ?? []);
  return `add ${[...new Set(rules)].map((rule) => `--confirm ${rule}`).join(' ')} if that is meant.`;
}
