import { clockOf } from '../../src/domain/calendar.ts';
import type { OwnStep, Reliefs, SaidRelief } from '../../src/domain/fixes/reliefs.ts';
import { pathPart } from '../../src/domain/fixes/ruleChange.ts';
import type { ActiveRule, Caseload } from './caseload.ts';
import type { Input } from './input.ts';
import type { Problem } from './problem.ts';
import type { Relief } from './relief.ts';
import { dayName } from './words.ts';

/** What reliefs of sessions mean. */
export const RELIEFS: Reliefs<Caseload> = {
  say,
  unwelcome: new Set(['also']),
  unpin: ({ item }) => ({ kind: 'unpin', item }),
  takeBack,
};

/** Frozen days, each by itself. */
function takeBack({ frozen, grid }: Problem, rules: readonly ActiveRule[]): OwnStep<Caseload>[] {
  const rule = rules.find((one) => one.rule.template === 'frozen-days');
  const days = [...grid.days.keys()].filter((day) => rule && frozen[day] === 1);
  return days.map((day) => ({ rule: rule!, relief: { kind: 'unfrozen', day } }));
}

/** A relief as an input is to say it, which others may have changed; undefined for one that it cannot say. */
function say(problem: Problem, input: Input, { relief }: OwnStep<Caseload>): SaidRelief | undefined {
  switch (relief.kind) {
    case 'without':
      return without(problem, input, relief);
    case 'also':
      return also(problem, input, relief);
    case 'capacity': {
      const { id, name } = problem.providers[relief.provider]!;
      const path = `providers/${positionOf(input.providers, id)}/capacity`;
      return { text: `${name} takes ${relief.max} sessions at once.`, changes: [{ set: path, value: relief.max }] };
    }
    case 'unfrozen': {
      const name = dayName(problem, relief.day);
      const value = input.frozenDays.filter((one) => one !== name);
      return { text: `${name} is not frozen.`, changes: [{ set: 'frozenDays', value }] };
    }
    case 'unpin': {
      const session = problem.fixed.find(({ item, origin }) => item === relief.item && origin === 'pin')!;
      const { id } = problem.students[session.student]!;
      const [day, start] = [problem.grid.days[session.day], clockOf(session.start)];
      const at = input.pins.findIndex((pin) => pin.student === id && pin.day === day && pin.start === start);
      const text = `Without the pin of ${session.id} on ${day} at ${start}.`;
      return at < 0 ? undefined : { text, changes: [{ remove: `pins/${at}` }] };
    }
  }
}

function without(
  problem: Problem,
  input: Input,
  { list, entry }: Extract<Relief, { kind: 'without' }>,
): SaidRelief | undefined {
  const meant = problem.input[list][entry]!;
  const text = JSON.stringify(meant);
  const at = input[list].findIndex((one) => JSON.stringify(one) === text);
  if (at < 0) return undefined;
  const what =
    ('reason' in meant ? meant.reason : 'name' in meant ? meant.name : undefined) ?? `entry ${at} of ${list}`;
  const days = typeof meant.day === 'string' ? meant.day : meant.day.join(', ');
  return {
    text: `Without ${what} on ${days} from ${meant.from} to ${meant.to}.`,
    changes: [{ remove: `${list}/${at}` }],
  };
}

function also(problem: Problem, input: Input, relief: Extract<Relief, { kind: 'also' }>): SaidRelief {
  const { providers, sites, students } = problem;
  const student = students[relief.student]!;
  const site = sites[student.site]!;
  const at = { day: problem.grid.days[relief.day]!, from: clockOf(relief.from), to: clockOf(relief.to) };
  const when = `on ${at.day} from ${at.from} to ${at.to}`;
  if (relief.list === 'hours') {
    const { grade } = input.students.find(({ id }) => id === student.id)!;
    const value = { site: site.id, grade, ...at };
    return { text: `Grade ${grade} is there ${when} too.`, changes: [{ add: 'hours', value }] };
  }
  const { id, name } = providers[relief.provider]!;
  const path = `providers/${positionOf(input.providers, id)}/work`;
  return {
    text: `${name} works at ${site.name} ${when} too.`,
    changes: [{ add: path, value: { site: site.id, ...at } }],
  };
}

function positionOf(list: readonly { readonly id: string }[], id: string): string {
  return pathPart(
    id,
    list.findIndex((one) => one.id === id),
  );
}
