import { z } from '@hono/zod-openapi';
import { closest } from '../closest.ts';
import { DovetailError, type Fault } from '../errors.ts';
import { givenAt, issueText, meantIssues } from '../issueText.ts';
import { cut, LIMITS, pointerOf } from '../limits.ts';

/** How the message of every unknown name begins. */
const UNKNOWN = 'There is no such name';

interface Refused {
  /** The part of the request: `json`, `query`, `param` or `header`. */
  readonly target: string;
  readonly error: { readonly issues: readonly z.core.$ZodIssue[] };
  /** What was parsed. */
  readonly data?: unknown;
}

/** The faults of a request that does not have the declared shape, each at its pointer. */
export function shapeError({ target, error, data }: Refused): DovetailError {
  const isBody = target === 'json';
  const code = isBody ? 'input/shape' : 'request/invalid';
  const prefix = isBody ? '' : `/${target}`;
  const faults = meantIssues(error.issues).flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? unknownNames(issue, prefix, code)
      : [{ pointer: prefix + pointerOf(issue.path), code, message: `${issueText(issue, givenAt(issue, data))}.` }],
  );
  const told = faults.slice(0, LIMITS.faults).map(lineOf);
  if (faults.length > told.length) told.push(`and ${faults.length - told.length} more`);
  return new DovetailError(code, told.join('\n'), { faults, maybe: 'compare with the schema at /docs.' });
}

/** A fault as one line: where, then what. */
export function lineOf({ pointer, message }: Fault): string {
  const isSentence = /^[A-Z]/.test(message);
  return `${pointer || 'The body'}${isSentence ? ':' : ''} ${message}`;
}

/**
 * An object of these members and no others. zod's issue of an unknown member does not say which there are, so the
 * message is written where they are known: a line for each unknown one, in their order.
 */
export function strict<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => unknownName(key, known)).join('\n') : undefined,
  });
}

function unknownName(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  if (near !== undefined) return `${UNKNOWN}. Maybe ${near}.`;
  return known.length === 0
    ? `${UNKNOWN}: nothing may stand here.`
    : `${UNKNOWN}. Maybe use one of ${known.join(', ')}.`;
}

/**
 * An unknown name is a fault at that name, not at the object that has it. Schemas from elsewhere, such as those of a plan's
 * own lists, do not say which names there are.
 */
function unknownNames(issue: z.core.$ZodIssueUnrecognizedKeys, prefix: string, code: string): Fault[] {
  const lines = issue.message.split('\n');
  const isOurs = lines.length === issue.keys.length && lines.every((line) => line.startsWith(UNKNOWN));
  return issue.keys.map((key, i) => {
    const message = key.length > LIMITS.text ? `There is no name ${cut(key)}.` : isOurs ? lines[i]! : `${UNKNOWN}.`;
    return { pointer: prefix + pointerOf([...issue.path, key]), code, message };
  });
}
