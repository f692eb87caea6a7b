import type { ConstraintOf } from '../../../language/constraints/index.ts';
import type { Model } from '../../../language/model.ts';
import { type Clause, MOST_TIME, type Precedence, type Resource, type Shop, type Term } from '../shop.ts';
import type { Mode } from './modes.ts';
import { affineOf, type Parts } from './parts.ts';

interface Shared {
  readonly modes: readonly (readonly Mode[])[];
  readonly parts: Parts;
  readonly precedences: readonly Precedence[];
  readonly clauses: readonly Clause[];
  readonly terms: readonly Term[];
  readonly modeCost: readonly (readonly number[])[];
  readonly constant: number;
  /** Booleans that say something of several tasks. */
  readonly shared: readonly (readonly [variable: number, tasks: readonly number[]])[];
}

/** What each interval of a noOverlap takes, and all that there is of it. */
const ONE = { variable: -1, offset: 1 };

/** One interval on one resource, with its demand. */
interface Claim {
  readonly resource: number;
  readonly family: number;
  readonly demand: { readonly variable: number; readonly offset: number };
}

/** Lays everything out flat; undefined where a number is too large or a capacity is not a number. */
export function flatShop(
  model: Model,
  { modes, parts, precedences, clauses, terms, modeCost, constant, shared }: Shared,
): Shop | undefined {
  const claims = claimsOf(model, parts);
  if (!claims) return undefined;
  const modeFrom = new Int32Array(modes.length + 1);
  modes.forEach((list, t) => {
    modeFrom[t + 1] = modeFrom[t]! + list.length;
  });
  const all = modes.flat();
  const useFrom = new Int32Array(all.length + 1);
  const [useResource, useDemand, useFamily]: [number[], number[], number[]] = [[], [], []];
  const [useOffset, useSize]: [number[], number[]] = [[], []];
  all.forEach(({ present, values }, m) => {
    for (const { member, at, size } of present) {
      for (const { resource, demand, family } of claims.byInterval[member.interval] ?? []) {
        const amount = demand.offset + (values.get(demand.variable) ?? 0);
        if (amount <= 0 || (size === 0 && !claims.resources[resource]!.isExclusive)) continue;
        useResource.push(resource);
        useDemand.push(amount);
        useOffset.push(at);
        useSize.push(size);
        useFamily.push(family);
      }
    }
    useFrom[m + 1] = useResource.length;
  });
  const isOutside = all.some((m) => m.duration > MOST_TIME || m.earliest < -MOST_TIME || m.latest > 4 * MOST_TIME);
  if (isOutside) return undefined;
  return {
    taskCount: modes.length,
    modeFrom,
    duration: numbersOf(all, (mode) => mode.duration),
    earliest: numbersOf(all, (mode) => Math.min(mode.earliest, MOST_TIME)),
    latest: numbersOf(all, (mode) => Math.max(-MOST_TIME, Math.min(mode.latest, MOST_TIME))),
    modeCost: Float64Array.from(modeCost.flat()),
    useFrom,
    useResource: Int32Array.from(useResource),
    useDemand: Int32Array.from(useDemand),
    useOffset: Int32Array.from(useOffset),
    useSize: Int32Array.from(useSize),
    useFamily: Int32Array.from(useFamily),
    resources: claims.resources,
    precedences,
    terms,
    constant,
    shares: shared.map(([variable, tasks]) => ({
      tasks: Int32Array.from(tasks),
      values: tasks.map((task) => Int8Array.from(modes[task]!, ({ values }) => values.get(variable)!)),
    })),
    clauses,
    isExact: all.every(({ isClosed }) => isClosed),
    isFeasibilityOnly: !model.objective,
  };
}

/** A number of each mode; a loop, since `Int32Array.from` goes through an iterator, which takes several times as long. */
function numbersOf(modes: readonly Mode[], number: (mode: Mode) => number): Int32Array {
  const numbers = new Int32Array(modes.length);
  for (let m = 0; m < modes.length; m++) numbers[m] = number(modes[m]!);
  return numbers;
}

/** Whether a constraint is a resource with a capacity that is a number, and that always counts. */
export function isResource(
  model: Model,
  c: ConstraintOf<'noOverlap'> | ConstraintOf<'cumulative'>,
  blocks: Parts['blocks'],
): boolean {
  if (c.enforce?.length) return false;
  if (c.kind === 'noOverlap') return true;
  const capacity = affineOf(model, c.capacity);
  if (!capacity || capacity.variable >= 0 || capacity.offset < 0 || capacity.offset > MOST_TIME) return false;
  return c.intervals.every((interval, i) => {
    const demand = affineOf(model, c.demands[i]!);
    return demand !== undefined && (demand.variable < 0 || !blocks.has(interval));
  });
}

function claimsOf(model: Model, { blocks }: Parts) {
  const resources: Resource[] = [];
  const byInterval: (Claim[] | undefined)[] = new Array(model.intervals.length).fill(undefined);
  for (const c of model.constraints) {
    if ((c.kind !== 'noOverlap' && c.kind !== 'cumulative') || !isResource(model, c, blocks)) continue;
    const isExclusive = c.kind === 'noOverlap';
    const transitions = isExclusive ? c.transitions : undefined;
    const capacity = isExclusive ? ONE : affineOf(model, c.capacity);
    if (!capacity) return undefined;
    const fixed: Resource['blocks'][number][] = [];
    for (const [i, interval] of c.intervals.entries()) {
      const demand = isExclusive ? ONE : affineOf(model, c.demands[i]!);
      if (!demand) return undefined;
      const block = blocks.get(interval);
      const family = transitions?.families[i] ?? 0;
      if (block) {
        fixed.push({ ...block, demand: demand.offset, family });
        continue;
      }
      const claim = { resource: resources.length, demand, family };
      const known = byInterval[interval];
      if (known) known.push(claim);
      else byInterval[interval] = [claim];
    }
    fixed.sort((a, b) => a.start - b.start);
    resources.push({ capacity: capacity.offset, isExclusive, blocks: fixed, transitions: transitions?.times });
  }
  return { resources, byInterval };
}
