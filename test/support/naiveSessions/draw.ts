import type { Input, InputDraft } from '../../../models/sessions/input.ts';
import type { Random } from '../../../src/domain/random.ts';
import type { Solution } from './facts.ts';

const DAYS = ['monday', 'tuesday', 'thursday'] as const;
const SITES = ['north', 'south'];
const PROVIDERS = ['pat', 'quinn', 'rae'];
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** A stretch of a day between 09:00 and 12:00, on a step of minutes. */
function drawStretch(random: Random, step: number, longest: number) {
  const from = 540 + step * random.below(Math.floor(180 / step));
  return { day: random.pick(DAYS), from: clock(from), to: clock(from + step * random.between(1, longest)) };
}

/** A small week in which everything occurs: two sites, three providers, five students, three days with twelve starts. */
export function drawInput(random: Random): InputDraft {
  const some = <T>(most: number, make: (i: number) => T): T[] =>
    Array.from({ length: random.below(most + 1) }, (_, i) => make(i));
  const students = Array.from({ length: 5 }, (_, i) => ({
    ...{ id: `s${i}`, site: random.pick(SITES), sessions: random.between(1, 3), minutes: random.pick([15, 20, 30]) },
    providers: PROVIDERS.filter((_, p) => p === i % 3 || random.chance(30)),
    ...(random.chance(80) ? { grade: random.pick(['1', '2']) } : {}),
    ...(random.chance(80) ? { teacher: random.pick(['lee', 'kay']) } : {}),
    priority: random.pick(['low', 'normal', 'high', 'critical'] as const),
    avoid: some(1, () => drawStretch(random, 15, 6)),
    prefer: some(1, () => ({ ...drawStretch(random, 15, 8), day: [...DAYS] })),
  }));
  const place = () => ({ student: random.pick(students).id, provider: random.pick(PROVIDERS), day: random.pick(DAYS) });
  const closed = { site: 'north', grades: ['1', '2'] };
  const who = () =>
    random.pick([{ provider: 'pat' }, { site: 'south' }, { student: 's1' }, { grade: '2' }, { teacher: 'kay' }]);
  const posted = some(3, () => ({
    ...place(),
    start: clock(540 + 5 * random.below(33)),
    ...(random.chance(40) ? { minutes: random.pick([10, 25]) } : {}),
    ...(random.chance(20) ? { deliveredBy: random.pick(PROVIDERS) } : {}),
    movable: random.chance(30),
  }));
  const isWithin = ({ student }: { student: string }, at: number): boolean =>
    posted.findIndex((one) => one.student === student) === at;
  const alike = students.map((one) =>
    one.id === 's4' ? { ...one, sessions: students[3]!.sessions, minutes: students[3]!.minutes } : one,
  );
  return {
    profile: 'plain',
    grid: { days: [...DAYS], startsEvery: 15, from: '09:00', to: '12:00' },
    sites: SITES.map((id) => ({ id })),
    providers: PROVIDERS.map((id) => ({
      id,
      work: DAYS.flatMap((day, d) =>
        random.chance(15)
          ? []
          : [
              {
                site: SITES[(d + (random.chance(30) ? 1 : 0)) % 2]!,
                day,
                from: '09:00',
                to: random.pick(['12:00', '11:15']),
              },
              { site: SITES[(d + 1) % 2]!, day, from: '09:00', to: '12:00' },
            ],
      ),
      ...(random.chance(40) ? { capacity: random.between(1, 2) } : {}),
    })),
    students: alike,
    bells: some(4, () => ({ ...closed, ...drawStretch(random, 5, 5) })),
    activities: some(4, () => ({
      site: random.pick(SITES),
      teacher: random.pick(['lee', 'kay']),
      ...drawStretch(random, 15, 3),
    })),
    hours: random.chance(25)
      ? [{ site: 'south', grade: '2', day: ['monday', 'thursday'], from: '09:00', to: '11:00' }]
      : [],
    blocked: some(3, () => ({ ...who(), ...drawStretch(random, 15, 3) })),
    // One of each student at most, so that nobody has more than asked for.
    posted: posted.filter(isWithin),
    rules: drawRules(random),
  };
}

function drawRules(random: Random): NonNullable<InputDraft['rules']> {
  const hard: [string, Record<string, unknown>][] = [
    ['max-per-day', { max: random.between(1, 2) }],
    ['max-consecutive', { minutes: random.pick([30, 45]) }],
    ['min-break', { minutes: random.pick([15, 30, 45]) }],
    ['min-days-between', { days: random.between(0, 1) }],
    ['same-group', { students: ['s3', 's4'] }],
    ['apart', { students: ['s0', 's1', 's2'] }],
    ['lunch', { from: '10:00', to: '11:30', minutes: random.pick([20, 30, 45]) }],
    ['max-minutes', { day: random.pick([45, 60, 90]), week: random.pick([90, 150]) }],
  ];
  const soft: [string, Record<string, unknown>][] = [
    ['second-pass', { free: random.between(0, 2) }],
    ['spread', {}],
    ['even-days', {}],
    ['company', { by: random.pick(['grade', 'teacher']) }],
    ['morning', { until: '10:30' }],
    ['afternoon', { from: '10:30' }],
    ['compactness', {}],
  ];
  const own = (template: string, parameters: Record<string, unknown>) => ({
    id: `own-${template}`,
    template,
    parameters,
  });
  return [
    { id: 'capacity', parameters: { max: random.between(1, 3) } },
    ...hard.filter(() => random.chance(50)).map(([template, parameters]) => own(template, parameters)),
    ...soft
      .filter(() => random.chance(70))
      .map(([template, parameters]) => ({ ...own(template, parameters), weight: random.between(1, 50) })),
  ];
}

/** Sessions that keep every rule as far as a few tries find some; every second one then has some more anywhere. */
export function drawSolution(
  input: Input,
  random: Random,
  isLegal: (solution: Solution) => boolean,
  k: number,
): Solution {
  const anywhere = (student: Input['students'][number], provider: string) => ({
    student: student.id,
    provider,
    day: random.pick(DAYS),
    start: clock(540 + 15 * random.below(12) + (random.chance(2) ? 5 : 0)),
  });
  let solution: Solution = { sessions: [] };
  // The last schedule of each input has those of one student at most, so that much is free of charge.
  for (const student of k % 5 === 4 ? input.students.slice(0, random.below(2)) : input.students) {
    for (let tries = 0, placed = 0; tries < 12 && placed < student.sessions; tries++) {
      const next = { sessions: [...solution.sessions, anywhere(student, random.pick(student.providers))] };
      if (!isLegal(next)) continue;
      solution = next;
      placed++;
    }
  }
  for (let spoilt = 0; spoilt < (k % 2) * random.between(1, 4); spoilt++) {
    const student = random.pick(input.students);
    const provider = random.chance(85) ? random.pick(student.providers) : random.pick(PROVIDERS);
    solution = { sessions: [...solution.sessions, anywhere(student, provider)] };
  }
  // One place twice is one session, however often it is listed.
  const places = new Set<string>();
  return {
    sessions: solution.sessions.filter((one) => !places.has(JSON.stringify(one)) && places.add(JSON.stringify(one))),
  };
}
