import { DovetailError } from '../../errors.ts';
import type { Objective } from '../model.ts';
import { linearDomain } from './int64.ts';
import type { Message } from './schema.ts';

/** Objectives with fractions are scaled by at most this much to become whole. */
const MAX_FACTOR = 1e9;

/** Our objective in the file's form; its domain is a part that may change and comes apart. */
export function objectiveTo({ sense, vars, coeffs, offset, scale = 1 }: Objective): Message<'CpObjectiveProto'> {
  if (sense === 'minimize') return { vars, offset, ...(scale === 1 ? {} : { scaling_factor: scale }), coeffs };
  return { vars, offset: 0 - offset, scaling_factor: -scale, coeffs: coeffs.map((c) => 0 - c) };
}

/** The domain of `-x`. */
export function opposite(domain: readonly number[]): number[] {
  return domain.map((bound) => 0 - bound).reverse();
}

/**
 * The objective of a file: whole coefficients with a factor, negative for a maximum, or coefficients with fractions.
 *
 * *Errors* `model/objective` for both at once; `model/unrepresentable` for fractions that no power of ten up to
 * 10^9 makes whole.
 */
export function objectiveFrom(proto: Message<'CpModelProto'>): Objective | undefined {
  const { objective, floating_point_objective: fractional } = proto;
  if (objective && fractional) {
    throw new DovetailError('model/objective', 'The model has an objective and a floating_point_objective.', {
      maybe: 'keep one of them.',
    });
  }
  if (fractional) return fromFractions(fractional);
  return objective && fromIntegers(objective);
}

function fromIntegers(m: Message<'CpObjectiveProto'>): Objective {
  const scale = Math.abs(m.scaling_factor || 1);
  const shown = scale === 1 ? {} : { scale };
  const domain = m.domain?.length ? linearDomain(m.domain) : undefined;
  const { vars = [], coeffs = [], offset = 0 } = m;
  if ((m.scaling_factor ?? 0) >= 0) {
    return { sense: 'minimize', vars, coeffs, offset, ...shown, ...(domain ? { domain } : {}) };
  }
  return {
    sense: 'maximize',
    vars,
    coeffs: coeffs.map((c) => 0 - c),
    offset: 0 - offset,
    ...shown,
    ...(domain ? { domain: opposite(domain) } : {}),
  };
}

function fromFractions(m: Message<'FloatObjectiveProto'>): Objective {
  const { vars = [], coeffs = [], offset = 0, maximize = false } = m;
  const factor = wholeFactor(coeffs);
  return {
    sense: maximize ? 'maximize' : 'minimize',
    vars,
    coeffs: coeffs.map((c) => Math.round(c * factor) + 0),
    offset: offset * factor,
    ...(factor === 1 ? {} : { scale: 1 / factor }),
  };
}

/** The least power of ten that makes all coefficients whole; each must come back exactly when divided by it. */
function wholeFactor(coeffs: readonly number[]): number {
  for (let factor = 1; factor <= MAX_FACTOR; factor *= 10) {
    if (coeffs.every((c) => Math.round(c * factor) / factor === c)) return factor;
  }
  const odd = coeffs.find((c) => Math.round(c * MAX_FACTOR) / MAX_FACTOR !== c);
  throw new DovetailError('model/unrepresentable', `The objective has the coefficient ${odd}.`, {
    maybe: 'round the coefficients to at most nine decimals.',
  });
}
