import type { OwnStep, Reliefs, SaidRelief } from '../../src/domain/fixes/reliefs.ts';
import { pathPart } from '../../src/domain/fixes/ruleChange.ts';
import { listed } from '../../src/domain/words.ts';
import type { Input } from './input.ts';
import type { Problem } from './problem.ts';
import type { Relief } from './relief.ts';
import { cheaper } from './report/cheaper.ts';
import { spotsAround } from './spots.ts';
import { timeText } from './words.ts';
import type { Production, Workshop } from './world.ts';

/** What reliefs of production mean. */
export const RELIEFS: Reliefs<Workshop> = {
  say,
  unwelcome: new Set(['skills', 'delivery']),
  unpin: ({ item }) => ({ kind: 'unpin', item }),
  takeBack,
  cheaper,
  placesAround: spotsAround,
};

function takeBack({ frozenUntil }: Problem, rules: Production['rules']): OwnStep<Workshop>[] {
  const rule = rules.find((one) => one.rule.template === 'frozen');
  return rule && frozenUntil > Number.NEGATIVE_INFINITY ? [{ rule, relief: { kind: 'unfrozen' } }] : [];
}

/** A relief as an input is to say it, which others may have changed; undefined for one that it cannot say. */
function say(problem: Problem, input: Input, { relief }: OwnStep<Workshop>): SaidRelief | undefined {
  switch (relief.kind) {
    case 'open':
      return open(problem, input, relief);
    case 'skills': {
      const { position, path } = entryOf(input.resources, 'resources', relief.operator);
      const value = [...new Set([...input.resources[position]!.skills, ...relief.skills])];
      const text = `${nameOf(input, relief.operator)} learns ${relief.skills.join(', ')}.`;
      return { text, changes: [{ set: `${path}/skills`, value }] };
    }
    case 'capability':
      return capability(problem, input, relief);
    case 'horizon': {
      const to = problem.clock.textOf(relief.until).slice(0, 10);
      return to > input.horizon.to
        ? { text: `The horizon ends on ${to}.`, changes: [{ set: 'horizon/to', value: to }] }
        : undefined;
    }
    case 'release': {
      const { path } = entryOf(input.orders, 'orders', relief.order);
      const value = problem.clock.textOf(relief.at);
      return {
        text: `${orderNamed(problem, relief.order)} is released at ${timeText(problem, relief.at)}.`,
        changes: [{ set: `${path}/release`, value }],
      };
    }
    case 'due': {
      const { path } = entryOf(input.orders, 'orders', relief.order);
      const value = problem.clock.textOf(relief.at);
      const text = `The due date of ${orderNamed(problem, relief.order)} moves to ${timeText(problem, relief.at)}.`;
      return { text, changes: [{ set: `${path}/due`, value }] };
    }
    case 'delivery': {
      const { path } = entryOf(input.materials, 'materials', relief.material);
      const value = { at: problem.clock.textOf(relief.at), quantity: relief.quantity };
      const text = `${relief.quantity} more of ${relief.material} come at ${timeText(problem, relief.at)}.`;
      return { text, changes: [{ add: `${path}/deliveries`, value }] };
    }
    case 'unpin': {
      const item = problem.items[relief.item]!;
      const order = problem.orders[item.order]!.id;
      const at = input.pins.findIndex((pin) => pin.order === order && pin.operation === item.operation);
      return at < 0 ? undefined : { text: `Without the pin of ${item.label}.`, changes: [{ remove: `pins/${at}` }] };
    }
    case 'unfrozen':
      if (input.frozenUntil === undefined) return undefined;
      return { text: 'Nothing is frozen.', changes: [{ remove: 'frozenUntil' }] };
  }
}

function open(problem: Problem, input: Input, { resources, from, to }: Extract<Relief, { kind: 'open' }>): SaidRelief {
  const value = { from: problem.clock.textOf(from), to: problem.clock.textOf(to), open: true };
  const who = listed(resources.map((one) => nameOf(input, one)));
  const text = `One more shift for ${who}, from ${timeText(problem, from)} to ${timeText(problem, to)}.`;
  const paths = resources.map((one) => entryOf(input.resources, 'resources', one).path);
  return { text, changes: paths.map((path) => ({ add: `${path}/exceptions`, value })) };
}

/** A machine can do an operation: by what it can do, or by the operation's own list of machines. */
function capability(
  problem: Problem,
  input: Input,
  { item, machine }: Extract<Relief, { kind: 'capability' }>,
): SaidRelief {
  const { kind, operation, order } = problem.items[item]!;
  const { position, path } = entryOf(input.orders, 'orders', problem.orders[order]!.id);
  const { operations } = input.orders[position]!;
  const at = operations.findIndex(({ id }) => id === operation);
  if (operations[at]!.machines) {
    const text = `${nameOf(input, machine)} may do ${problem.items[item]!.label}.`;
    return { text, changes: [{ add: `${path}/operations/${at}/machines`, value: { machine } }] };
  }
  const { path: resource } = entryOf(input.resources, 'resources', machine);
  const text = `${nameOf(input, machine)} can do what is called ${kind}.`;
  return { text, changes: [{ add: `${resource}/capabilities`, value: { does: kind } }] };
}

function orderNamed({ orderIndex, orders }: Problem, id: string): string {
  return orders[orderIndex.get(id) ?? -1]?.name ?? id;
}

function nameOf({ resources }: Input, id: string): string {
  return resources.find((one) => one.id === id)?.name ?? id;
}

function entryOf(list: readonly { readonly id: string }[], section: string, id: string) {
  const position = list.findIndex((one) => one.id === id);
  return { position, path: `${section}/${pathPart(id, position)}` };
}
