import { cut, LIMITS } from './limits.ts';

/** One row of the error table: where a code surfaces and what it says. */
interface ErrorCodeRow {
  /** HTTP status of a problem response that carries the code. */
  readonly status: number;
  /** Exit code of the command line. */
  readonly exit: 1 | 2;
  /** One sentence for the documentation. */
  readonly meaning: string;
}

/**
 * Every error code there is, by family: `input/` what a person or program gave us, `model/` a constraint model that
 * cannot mean anything, `engine/` a solver that cannot or did not do its work, `run/` a run that cannot
 * be had or did not live, `plan/` a plan that cannot be had or changed so, `request/` and `access/` what an HTTP request
 * may not say or do, `capacity/` too much at once, `bug/` our own defect.
 * Infeasible, out of time and cancelled are outcomes, never errors.
 */
export const ERROR_CODES = {
  'input/usage': { status: 400, exit: 2, meaning: 'A command or option that does not exist or does not fit.' },
  'input/file': { status: 400, exit: 2, meaning: 'A file that cannot be read or written.' },
  'input/syntax': { status: 400, exit: 2, meaning: 'Text that is not valid JSON, YAML or protobuf.' },
  'input/shape': { status: 422, exit: 2, meaning: 'Input whose fields are missing, unknown or of the wrong type.' },
  'input/invalid': {
    status: 422,
    exit: 2,
    meaning: 'Input of the right shape with values that contradict each other.',
  },
  'input/too-large': {
    status: 422,
    exit: 2,
    meaning: 'Input of the right form that needs more time or memory to check or to solve than is available.',
  },
  'model/unknown-variable': {
    status: 422,
    exit: 2,
    meaning: 'A reference to a variable that the model does not have.',
  },
  'model/not-boolean': {
    status: 422,
    exit: 2,
    meaning: 'A Boolean literal of a variable that may have other values than 0 and 1.',
  },
  'model/empty-domain': { status: 422, exit: 2, meaning: 'A domain without a value, or with ranges out of order.' },
  'model/not-integer': {
    status: 422,
    exit: 2,
    meaning: 'A bound, coefficient or constant that is not a whole number.',
  },
  'model/overflow': { status: 422, exit: 2, meaning: 'A sum or product that can leave the safe integers (2^53 - 1).' },
  'model/foreign-interval': { status: 422, exit: 2, meaning: 'An interval that belongs to another model.' },
  'model/foreign-variable': { status: 422, exit: 2, meaning: 'A variable that belongs to another model.' },
  'model/unknown-interval': {
    status: 422,
    exit: 2,
    meaning: 'A reference to an interval that the model does not have.',
  },
  'model/shape': { status: 422, exit: 2, meaning: 'Lists of a constraint whose lengths or contents do not fit.' },
  'model/hint': {
    status: 422,
    exit: 2,
    meaning: 'A hint with a value that its variable cannot have, or a second hint for one variable.',
  },
  'model/objective': { status: 422, exit: 2, meaning: 'A second objective, or one that cannot be evaluated exactly.' },
  'model/unrepresentable': {
    status: 422,
    exit: 2,
    meaning: 'Something that another model format can say and this one cannot, or the reverse.',
  },
  'engine/unknown': { status: 422, exit: 2, meaning: 'The name of an engine that does not exist.' },
  'engine/unavailable': { status: 503, exit: 1, meaning: 'An engine whose package is not installed or cannot load.' },
  'engine/unsupported': { status: 422, exit: 2, meaning: 'A model that the engine cannot take, even rewritten.' },
  'engine/crashed': { status: 500, exit: 1, meaning: 'An engine whose thread ended without an answer.' },
  'engine/unknown-status': {
    status: 500,
    exit: 1,
    meaning: 'A solver that ended with a status that Dovetail does not know.',
  },
  'run/unknown': { status: 404, exit: 2, meaning: 'A run, or a revision of one, that the tenant does not have.' },
  'run/no-solution': { status: 409, exit: 2, meaning: 'A run that has no solution, or none yet.' },
  'run/key-reused': { status: 422, exit: 2, meaning: 'An idempotency key that was used before, with another request.' },
  'run/crashed': { status: 500, exit: 1, meaning: 'A solver process that died, ran out of memory or did not end.' },
  'run/lost': {
    status: 500,
    exit: 1,
    meaning: 'A run that was given up, because its workers died each time it was tried.',
  },
  'run/lease-lost': { status: 409, exit: 1, meaning: 'A run that another worker has taken over, or that has ended.' },
  'plan/unknown': { status: 404, exit: 2, meaning: 'A plan that the tenant does not have.' },
  'plan/changed-since': {
    status: 409,
    exit: 2,
    meaning: 'Changes that cannot be taken back, because what they changed has been changed again.',
  },
  'plan/refused': {
    status: 409,
    exit: 2,
    meaning: 'Work that cannot be accepted, or be put back, because the plan as it is now does not allow it.',
  },
  'plan/locked': { status: 409, exit: 2, meaning: 'Work that would leave or enter a day that is locked.' },
  'plan/unconfirmed': {
    status: 409,
    exit: 2,
    meaning: 'Edited work with warnings that the acceptance does not name in `confirm`.',
  },
  'request/invalid': { status: 400, exit: 2, meaning: 'A parameter or header of a request that does not fit.' },
  'request/not-found': {
    status: 404,
    exit: 2,
    meaning: 'An address of the service, or something at it, that does not exist.',
  },
  'request/method': {
    status: 405,
    exit: 2,
    meaning: 'A method that the path does not take; `Allow` names those that it takes.',
  },
  'request/stale': {
    status: 412,
    exit: 2,
    meaning: 'A change that is based on an older version than there is now; `If-Match` names the version.',
  },
  'request/no-version': {
    status: 428,
    exit: 2,
    meaning: 'A change without `If-Match`, which has to name the version that it is based on.',
  },
  'request/too-deep': {
    status: 400,
    exit: 2,
    meaning: 'A body with more levels, or longer lists, than the service reads.',
  },
  'request/too-large': { status: 413, exit: 2, meaning: 'A body of more bytes than the service reads.' },
  'request/media-type': {
    status: 415,
    exit: 2,
    meaning: 'A body that is not declared as JSON in UTF-8, or that is compressed.',
  },
  'request/headers-too-large': {
    status: 431,
    exit: 2,
    meaning: 'More headers, or longer ones, than the service reads.',
  },
  'request/incomplete': {
    status: 408,
    exit: 2,
    meaning: 'A request that did not come to its end: its sender went away, or took too long.',
  },
  'access/no-key': { status: 401, exit: 2, meaning: 'No API key, or one that is unknown, expired or revoked.' },
  'access/scope': {
    status: 403,
    exit: 2,
    meaning: 'An API key without the scope that this needs, or a page of an origin that is not allowed.',
  },
  'capacity/rate': {
    status: 429,
    exit: 1,
    meaning: 'More requests than the tenant may make; `Retry-After` says when.',
  },
  'capacity/database': { status: 503, exit: 1, meaning: 'The database does not answer, or cannot be used.' },
  'capacity/queue': {
    status: 503,
    exit: 1,
    meaning: 'More runs wait than the service takes; `Retry-After` says when.',
  },
  'capacity/tenant-queue': { status: 429, exit: 1, meaning: 'More runs of the tenant wait than it may have waiting.' },
  'capacity/bodies': {
    status: 503,
    exit: 1,
    meaning: 'More bytes of bodies are being read than the service holds; `Retry-After` says when.',
  },
  'capacity/questions': {
    status: 503,
    exit: 1,
    meaning: 'More checks and questions wait than the service takes; `Retry-After` says when.',
  },
  'capacity/starting': { status: 503, exit: 1, meaning: 'The service is starting and answers nothing yet.' },
  'capacity/no-answer': { status: 503, exit: 1, meaning: 'A service that does not answer at its address.' },
  'capacity/shutting-down': { status: 503, exit: 1, meaning: 'The service is stopping and takes nothing new.' },
  'bug/engine-answer-wrong': {
    status: 500,
    exit: 1,
    meaning: 'An engine reported a solution or a proof that the original model refutes.',
  },
  'bug/bound-not-met': {
    status: 500,
    exit: 1,
    meaning: 'An answer that was called optimal although its objective is not equal to its bound.',
  },
  'bug/review-refuted': {
    status: 500,
    exit: 1,
    meaning: "A solution that the model allows and that breaks a rule by the rule's own check.",
  },
  'bug/internal': { status: 500, exit: 1, meaning: 'Something that the code of Dovetail should never let happen.' },
} as const satisfies Record<string, ErrorCodeRow>;

/** A stable code of the form `family/what`; see {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** One fault among several, located by a JSON pointer (RFC 6901). */
export interface Fault {
  readonly pointer: string;
  /** An error code, or a code of the domain model whose input it is; stable either way. */
  readonly code: string;
  readonly message: string;
  /** Of a fault in a text of lines, where it is; both count from 1. */
  readonly line?: number;
  /** Of CSV, the position of the cell in its line; of JSON, of the character. */
  readonly column?: number;
}

interface ErrorContext {
  /** The next step for the reader, without the word "Maybe". */
  readonly maybe?: string;
  /** Names and values that a program may read. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** The faults of an input, when the error stands for several; those beyond {@link LIMITS} are only counted. */
  readonly faults?: readonly Fault[];
  /** How many faults there are, where that is more than are given. */
  readonly faultCount?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The one error class. Its message says what happened with names and values, then on a new line "Maybe ..." with the
 * next step.
 */
export class DovetailError extends Error {
  override readonly name = 'DovetailError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  /** At most as many as {@link LIMITS} says, none of them long, whatever they repeat. */
  readonly faults: readonly Fault[];
  /** How many faults there are, those that are left out among them. */
  readonly faultCount: number;

  constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
    const text = cut(message, LIMITS.message);
    super(context.maybe ? `${text}\nMaybe ${context.maybe}` : text, { cause: context.cause });
    this.code = code;
    this.details = context.details ?? {};
    const faults = context.faults ?? [];
    this.faults = faults.slice(0, LIMITS.faults).map(shortened);
    this.faultCount = Math.max(faults.length, context.faultCount ?? 0);
  }
}

function shortened(fault: Fault): Fault {
  const { pointer, message } = fault;
  if (pointer.length <= LIMITS.pointer && message.length <= LIMITS.faultMessage) return fault;
  return { ...fault, pointer: containing(pointer), message: cut(message, LIMITS.faultMessage) };
}

/** The pointer, or that of what contains its place where it is too long. */
function containing(pointer: string): string {
  return pointer.length <= LIMITS.pointer ? pointer : pointer.slice(0, pointer.lastIndexOf('/', LIMITS.pointer));
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Marks a place that the types rule out; reaching it is our defect. */
export function impossible(what: string): never {
  throw new DovetailError('bug/internal', `${what} cannot happen.`, {
    maybe: 'report this with the input that led here.',
  });
}
