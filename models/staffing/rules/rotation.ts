import { z } from 'zod';
import type { Posting } from '../posting.ts';
import { NONE } from '../problem.ts';
import { isOfRun } from '../schedule.ts';
import { dateOn, either, nameOf } from '../words.ts';
import { postCells } from './cellCosts.ts';
import { typeNames } from './fields.ts';
import type { InForce, Rule } from './rule.ts';

const parameters = z.strictObject({
  kinds: z
    .array(z.strictObject({ kind: z.string().min(1), types: typeNames }))
    .min(1)
    .describe('each kind of rotation with the event types that its person of the day should have'),
});

type Parameters = z.infer<typeof parameters>;

/**
 * *Means* work of the types of a kind costs nothing with the day's rotation employee, `round(weight / 2)` with the
 * backup, `weight` with anybody else; nothing on a day without that rotation. Of posted work, nothing is said.
 */
export const rotation: Rule<Parameters> = {
  template: 'rotation',
  hard: false,
  meaning: 'The day’s rotation employee does the work of the rotation, or else the backup.',
  says: ({ kinds }) =>
    `The day’s ${either(kinds.map(({ kind }) => kind))} does the work of the rotation, or else the backup.`,
  parameters,
  idle: ({ parameters: { kinds } }, { rotations }) =>
    kinds.some(({ kind }) => rotations.has(kind))
      ? undefined
      : { text: 'nobody has any of its rotations.', maybe: 'add rotations of these kinds.' },
  mentions: ({ kinds }) => ({ types: kinds.flatMap(({ types }) => types), rotations: kinds.map(({ kind }) => kind) }),
  post(rule, posting) {
    for (const entry of rule.parameters.kinds) postKind(rule, posting, entry);
  },
  check({ parameters: { kinds }, weight }, { problem, schedule, costs }) {
    for (const work of schedule.assignments) {
      if (!isOfRun(work)) continue;
      for (const { kind, types } of kinds) {
        if (!types.includes(problem.types[work.type]!.name)) continue;
        const duty = problem.rotations.get(kind);
        if (duty === undefined || duty.primary[work.day] === NONE) continue;
        if (duty.primary[work.day] === work.employee) continue;
        costs(duty.backup[work.day] === work.employee ? Math.round(weight / 2) : weight, work);
      }
    }
  },
  explain({ parameters: { kinds } }, { problem, candidate: { type, employee, day } }) {
    const entry = kinds.find(({ types }) => types.includes(problem.types[type]!.name));
    const duty = entry && problem.rotations.get(entry.kind);
    if (!entry || !duty || duty.primary[day] === NONE) return undefined;
    const [primary, backup] = [duty.primary[day]!, duty.backup[day]!];
    const is = employee === primary ? 'the' : employee === backup ? 'the backup of the' : 'not the';
    const who = `${nameOf(problem, employee)} is ${is} ${entry.kind} of ${dateOn(problem, day)}`;
    return { text: employee === primary ? `${who}.` : `${who}, ${nameOf(problem, primary)}.` };
  },
};

/** A line of costs by day, so that each cell asks two arrays. */
function postKind(
  { weight }: InForce<Parameters>,
  posting: Posting,
  { kind, types }: Parameters['kinds'][number],
): void {
  const duty = posting.problem.rotations.get(kind);
  if (!duty) return;
  const half = Math.round(weight / 2);
  postCells(posting, posting.problem.typeSet(types), ({ employee, day }) => {
    if (duty.primary[day] === NONE || employee === duty.primary[day]) return 0;
    return employee === duty.backup[day] ? half : weight;
  });
}
