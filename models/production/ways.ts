import { type OperationInput, type OrderInput, PHASES, type ResourceInput } from './input.ts';
import type { OperationInfo, Phase, Way } from './problem.ts';

interface Around extends Pick<OrderInput, 'article'> {
  /** Machines, in the order of their ids. */
  readonly machineInputs: readonly ResourceInput[];
}

/** The ids of the machines that may do an operation: those that it lists, or those with the capability. */
export function machinesFor({ id, kind, machines }: OperationInput, { article, machineInputs }: Around): string[] {
  if (machines) return [...new Set(machines.map(({ machine }) => machine))];
  const names = namesOf({ id, kind }, article);
  return machineInputs
    .filter(({ capabilities }) => capabilities.some(({ does }) => names.has(does)))
    .map((machine) => machine.id);
}

/** What a capability may call an operation: its kind, or the article of its order. */
function namesOf({ id, kind }: Pick<OperationInput, 'id' | 'kind'>, article: string | undefined): Set<string> {
  return new Set([kind ?? id, ...(article === undefined ? [] : [article])]);
}

/** The phases of an operation that take time, be it on one of its machines only; the core alone where none does. */
export function phasesOf(operation: OperationInput): Phase['kind'][] {
  const takesTime = (kind: Phase['kind']): boolean =>
    (operation[kind]?.minutes ?? 0) > 0 ||
    (kind === 'core' && operation.machines?.some(({ minutes = 0 }) => minutes > 0) === true);
  const kinds = PHASES.filter(takesTime);
  return kinds.length > 0 ? kinds : ['core'];
}

/** The ways to do an operation, by machine. */
export function waysOf(
  operation: OperationInput,
  kinds: readonly Phase['kind'][],
  { machineIndex, ...around }: Around & { readonly machineIndex: ReadonlyMap<string, number> },
): Pick<OperationInfo, 'ways' | 'wayOn'> {
  const names = namesOf(operation, around.article);
  const ownMinutes = new Map(operation.machines?.map(({ machine, minutes }) => [machine, minutes]));
  const wayOn = (index: number): Way => {
    const { capabilities, id } = around.machineInputs[index]!;
    const own = ownMinutes.get(id);
    const per = kinds.map((kind) => {
      const said = capabilities.find(({ does, phase }) => names.has(does) && (phase === undefined || phase === kind));
      const isOwn = kind === 'core' && own !== undefined;
      return { minutes: isOwn ? own : operation[kind]!.minutes, speed: isOwn ? 1 : (said?.speed ?? 1) };
    });
    return {
      machine: index,
      minutes(phase, quantity) {
        const { minutes, speed } = per[phase]!;
        const pieces = kinds[phase] === 'core' ? quantity : 1;
        // A part of a minute counts as one, but not what is left of a fraction in binary.
        return Math.max(1, Math.ceil((minutes * pieces) / speed - 1e-9));
      },
    };
  };
  const able = machinesFor(operation, around);
  const machines = able.map((id) => machineIndex.get(id)!).sort((a, b) => a - b);
  return { ways: machines.map(wayOn), wayOn };
}
