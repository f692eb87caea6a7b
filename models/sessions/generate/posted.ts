import { clockOf } from '../../../src/domain/calendar.ts';
import type { Random } from '../../../src/domain/random.ts';
import type { Sessions } from '../caseload.ts';
import { type InputDraft, inputSchema } from '../input.ts';
import { lanesOf, type Session, sessionOf } from '../problem.ts';
import { Schedule } from '../schedule.ts';
import { sessionsOf } from '../sessionsOf.ts';

type Posted = NonNullable<InputDraft['posted']>[number];

/** Of this many students, one has a session posted. */
const POSTED_EVERY = 4;

/** Of this many posted sessions, one may move; and one is in the way of a bell that has come later. */
const MOVABLE_EVERY = 5;
const CONFLICT_EVERY = 25;

/** Places tried for one session. */
const TRIES = 60;

/** Sessions that keep every hard rule, but for some that touch a bell. */
export function postedIn(input: InputDraft, random: Random): Posted[] {
  const { parts: _, ...sessions } = sessionsOf(inputSchema.parse(input));
  const { problem } = sessions;
  const grouped = new Set(
    input.rules?.flatMap(({ parameters }) => (parameters?.students as string[] | undefined) ?? []),
  );
  const schedule = new Schedule(problem, []);
  const posted: Posted[] = [];
  for (const { id, index, firstItem } of problem.students) {
    if (index % POSTED_EVERY !== 1 || grouped.has(id)) continue;
    const isConflict = posted.length % CONFLICT_EVERY === CONFLICT_EVERY - 1;
    const session = drawPlace(sessions, schedule, { item: firstItem, isConflict, random });
    if (!session) continue;
    schedule.add(session);
    const { provider, day, start } = session;
    const movable = posted.length % MOVABLE_EVERY === 0 ? { movable: true } : {};
    const who = problem.providers[provider]!.id;
    posted.push({ student: id, provider: who, day: problem.grid.days[day]!, start: clockOf(start), ...movable });
  }
  return posted;
}

/** A place that nothing speaks against; of one that is to be in conflict, nothing but a bell. */
function drawPlace(
  { problem, rules }: Omit<Sessions, 'parts'>,
  schedule: Schedule,
  { item, isConflict, random }: { readonly item: number; readonly isConflict: boolean; readonly random: Random },
): Session | undefined {
  const { grid, items, students } = problem;
  const student = students[items[item]!.student]!;
  for (let i = 0; i < TRIES; i++) {
    const { provider } = random.pick(lanesOf(student));
    const place = { student: student.index, provider, day: random.below(grid.days.length) };
    const candidate = sessionOf(
      problem,
      item,
      { ...place, start: grid.from + grid.every * random.below(grid.slots) },
      'proposal',
    );
    const against = rules.filter(
      (active) => active.rule.hard && active.rule.explain(active, { problem, schedule, candidate, item: items[item]! }),
    );
    const isMeant = isConflict ? against.length === 1 && against[0]!.id === 'bells' : against.length === 0;
    if (isMeant) return candidate;
  }
  return undefined;
}
