import {
  type At,
  inDomain,
  isTrue,
  type Json,
  linear,
  MEANINGS,
  messages,
  numbers,
  type Span,
  wholes,
} from './reference/constraints.ts';

/** The best of a small model by trying every assignment of a `CpModelProto` in JSON. */
export interface Reference {
  /** The least sum of the objective, opposite for a maximum, in units of the file's coefficients times 10^12. */
  readonly best: bigint | undefined;
  /** How many assignments hold. */
  readonly solutions: number;
  /** What a solution is worth in the same units, or undefined when it is none. */
  worth(values: ArrayLike<number>): bigint | undefined;
}

/** Digits behind the point of a coefficient that are read. */
const DIGITS = 12;

/** Tries every assignment. *Limits* some thousands of them. */
export function referenceOf(file: Json): Reference {
  const domains = messages(file.variables).map(({ domain }) => valuesOf(wholes(domain)));
  let best: bigint | undefined;
  let solutions = 0;
  const values: bigint[] = [];
  const assign = (): void => {
    if (values.length < domains.length) {
      for (const value of domains[values.length]!) {
        values.push(value);
        assign();
        values.pop();
      }
      return;
    }
    const worth = worthOf(file, values);
    if (worth === undefined) return;
    solutions++;
    if (best === undefined || worth < best) best = worth;
  };
  assign();
  return {
    best,
    solutions,
    worth: (given) => {
      const whole = Array.from(given, BigInt);
      const isInside = whole.length === domains.length && whole.every((value, i) => domains[i]!.includes(value));
      return isInside ? worthOf(file, whole) : undefined;
    },
  };
}

function valuesOf(domain: readonly bigint[]): bigint[] {
  const values: bigint[] = [];
  for (let i = 0; i < domain.length; i += 2) for (let v = domain[i]!; v <= domain[i + 1]!; v++) values.push(v);
  return values;
}

/** What an assignment is worth, the less the better, or undefined when it breaks something. */
function worthOf(file: Json, values: readonly bigint[]): bigint | undefined {
  const constraints = messages(file.constraints);
  const at: At = { value: (reference) => values[reference]!, interval: (index) => spanOf(constraints[index]!, at) };
  if (!numbers(file.assumptions).every((literal) => isTrue(literal, at))) return undefined;
  if (!constraints.every((constraint) => holds(constraint, at))) return undefined;
  const objective = file.objective as Json | undefined;
  if (objective?.domain && !inDomain(objective.domain, linear({ ...objective, offset: 0 }, at))) return undefined;
  return costOf(file, at);
}

function holds(constraint: Json, at: At): boolean {
  if (!numbers(constraint.enforcementLiteral).every((literal) => isTrue(literal, at))) return true;
  for (const [field, message] of Object.entries(constraint)) {
    if (field === 'interval') {
      const { start, size, end } = spanOf(constraint, at);
      return size >= 0n && start + size === end;
    }
    const meaning = MEANINGS.get(field);
    if (meaning) return meaning(message as Json, at);
  }
  return true;
}

function spanOf(constraint: Json, at: At): Span {
  const { start, size, end } = constraint.interval as Json;
  return {
    isPresent: numbers(constraint.enforcementLiteral).every((literal) => isTrue(literal, at)),
    start: linear(start, at),
    size: linear(size, at),
    end: linear(end, at),
  };
}

/** A negative scaling factor, or `maximize`, turns a maximum into the minimum that the sum stands for. */
function costOf({ objective, floatingPointObjective }: Json, at: At): bigint {
  const { vars, coeffs, maximize } = (floatingPointObjective ?? objective ?? {}) as Json;
  const factors = ((coeffs as (string | number)[] | undefined) ?? []).map(decimal);
  const sum = numbers(vars).reduce((total, v, i) => total + factors[i]! * at.value(v), 0n);
  return maximize === true ? -sum : sum;
}

/** A number in decimal digits times 10^12. */
function decimal(value: string | number): bigint {
  if (typeof value === 'string') return BigInt(value) * 10n ** BigInt(DIGITS);
  const [whole, fraction = ''] = value.toFixed(DIGITS).split('.');
  return BigInt(whole + fraction.padEnd(DIGITS, '0'));
}
