import { DovetailError } from '../errors.ts';

/** How large a single constraint may be for its rewriting; an engine that takes the kind itself has no such limit. */
export const LIMITS = {
  /** Pairs of intervals, events or expressions that are compared with each other. */
  pairs: 100_000,
  /** Pairs of intervals of a noOverlap with transition times. */
  setups: 500_000,
  /** Values of an expression that get an indicator each, and ranges of a domain. */
  values: 20_000,
  /** Tuples of a table. */
  tuples: 100_000,
  /** Steps times transitions of an automaton. */
  transitions: 200_000,
  /** Variables that the rewrites of a model append, all together. */
  variables: 500_000,
} as const;

/** Which engine has no such limit. */
const WITHOUT_LIMIT: { readonly [L in keyof typeof LIMITS]?: string } = { setups: 'scheduling' };

/** What is refused, as the message names it. */
interface Refused {
  readonly kind?: string;
  readonly name?: string | undefined;
}

/** Refuses a constraint whose rewriting would explode. *Errors* `engine/unsupported`. */
export function refuseBeyond(limit: keyof typeof LIMITS, size: number, { kind = 'part', name }: Refused): void {
  if (size <= LIMITS[limit]) return;
  const engine = WITHOUT_LIMIT[limit] ?? 'cp-sat';
  throw new DovetailError(
    'engine/unsupported',
    `The ${kind}${name ? ` ${name}` : ''} has ${size} ${limit}; as linear rows it can have at most ${LIMITS[limit]}.`,
    {
      maybe: `choose the engine ${engine}, whose limits are wider, or use smaller domains.`,
      details: { kind, limit, size, most: LIMITS[limit], engines: [engine] },
    },
  );
}

/** Refuses a model whose rewriting appends too much, before it takes seconds and memory. *Errors* `engine/unsupported`. */
export function refuseMoreVariables(appended: number): void {
  if (appended <= LIMITS.variables) return;
  throw new DovetailError(
    'engine/unsupported',
    `As linear rows, the model needs more than ${LIMITS.variables} variables beside its own.`,
    {
      maybe: 'choose the engine cp-sat, whose limits are wider, or use smaller domains.',
      details: { limit: 'variables', most: LIMITS.variables, engines: ['cp-sat'] },
    },
  );
}

/** What a rewriting that is under way can run out of. */
export type Lack = 'time' | 'memory';

const LACKING: Readonly<Record<Lack, string>> = {
  time: 'The time was over before the model was rewritten.',
  memory: 'The memory was full before the model was rewritten.',
};

/** Refuses to go on with a rewriting. *Errors* `engine/unsupported`. */
export function refuseLacking(lack: Lack): never {
  throw new DovetailError('engine/unsupported', LACKING[lack], {
    maybe: `give it more ${lack}, or choose the engine cp-sat, for which less is rewritten.`,
    details: { lack },
  });
}

/** What a rewriting lacked, if that is why it ended. */
export function lackOf(thrown: unknown): Lack | undefined {
  return thrown instanceof DovetailError ? (thrown.details.lack as Lack | undefined) : undefined;
}

/** Refuses a sum whose terms can add up to more than a safe integer. *Errors* `engine/unsupported`. */
export function refuseOverflow(size: number): void {
  if (size <= Number.MAX_SAFE_INTEGER) return;
  throw new DovetailError(
    'engine/unsupported',
    `An expression of the rewritten model has terms that can add up to ${size}, beyond 2^53 - 1.`,
    { maybe: 'use tighter bounds of the variables, or the engine cp-sat.', details: { size } },
  );
}
