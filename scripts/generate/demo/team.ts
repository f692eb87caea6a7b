import type {
  AffinityDraft,
  EmployeeDraft,
  ExceptionDraft,
  PreferenceDraft,
  RotationDraft,
} from '../../../models/staffing/generate/entities.ts';

/** The people of the demo, each with what there is to tell. */
export const TEAM: readonly (EmployeeDraft & { readonly story: string })[] = [
  {
    story: 'runs the team, from Monday to Friday',
    ...{ id: 'grace', name: 'Grace Okafor', role: 'club-supervisor', weekly: { saturday: false, sunday: false } },
  },
  { story: '', id: 'daniel', name: 'Daniel Reyes', role: 'lead', weekly: { tuesday: false } },
  {
    story: 'on holiday in week two',
    ...{ id: 'hannah', name: 'Hannah Lindqvist', role: 'lead', weekly: { sunday: false } },
    timeOff: [{ from: '2026-05-17', to: '2026-05-23' }],
  },
  { story: '', id: 'marcus', name: 'Marcus Bell', role: 'lead', weekly: { thursday: false } },
  {
    story: '',
    ...{ id: 'priya', name: 'Priya Nair', role: 'juicer-barista', weekly: { sunday: false, wednesday: false } },
  },
  {
    story: '',
    ...{ id: 'leo', name: 'Leo Fontaine', role: 'juicer-barista', weekly: { sunday: false, monday: false } },
  },
  {
    story: 'new at the juice bar: her first day is Monday 18 May',
    ...{ id: 'sofia', name: 'Sofia Marino', role: 'juicer-barista', weekly: { sunday: false } },
    timeOff: [{ from: '2026-01-01', to: '2026-05-17' }],
  },
  { story: 'works every day he can get', id: 'tom', name: 'Tom Whitaker', role: 'specialist' },
  {
    story: 'the only one with a wine licence, on holiday from 21 to 31 May',
    ...{ id: 'aisha', name: 'Aisha Rahman', role: 'specialist', skills: ['wine-licence'], weekly: { sunday: false } },
    timeOff: [{ from: '2026-05-21', to: '2026-05-31' }],
  },
  {
    story: 'a student: Fridays and weekends, twenty hours a week',
    ...{ id: 'ben', name: 'Ben Carter', role: 'specialist' },
    weekly: { monday: false, tuesday: false, wednesday: false, thursday: false },
    caps: { H24: 1200 },
  },
  {
    story: 'stands in at the juice bar',
    ...{ id: 'chloe', name: 'Chloe Duval', role: 'specialist', skills: ['juicer'] },
    weekly: { sunday: false, tuesday: false },
  },
  {
    story: 'leaves the team after 22 May',
    ...{ id: 'victor', name: 'Victor Santos', role: 'specialist', weekly: { monday: false } },
    terminationDate: '2026-05-22',
  },
  {
    story: 'helps out on one Monday that she usually has off',
    ...{ id: 'mei', name: 'Mei Tanaka', role: 'specialist', weekly: { monday: false, tuesday: false } },
    overrides: [{ from: '2026-05-18', to: '2026-05-18', days: { monday: true } }],
  },
  { story: 'on parental leave', id: 'oliver', name: 'Oliver Grant', role: 'specialist', active: false },
  {
    story: 'has a course on Fridays in May',
    ...{ id: 'nina', name: 'Nina Petrova', role: 'specialist', weekly: { wednesday: false } },
    overrides: [{ from: '2026-05-01', to: '2026-05-31', days: { friday: false } }],
  },
];

const turn = (weekday: string, kind: string, employee: string, backup: string): RotationDraft =>
  ({ weekday, kind, employee, backup }) as RotationDraft;

export const ROTATIONS: readonly RotationDraft[] = [
  turn('monday', 'juicer', 'priya', 'chloe'),
  turn('tuesday', 'juicer', 'leo', 'priya'),
  turn('wednesday', 'juicer', 'leo', 'chloe'),
  turn('thursday', 'juicer', 'priya', 'leo'),
  turn('friday', 'juicer', 'leo', 'priya'),
  turn('saturday', 'juicer', 'priya', 'leo'),
  turn('sunday', 'primary-lead', 'daniel', 'marcus'),
  turn('monday', 'primary-lead', 'hannah', 'daniel'),
  turn('tuesday', 'primary-lead', 'marcus', 'hannah'),
  turn('wednesday', 'primary-lead', 'daniel', 'hannah'),
  turn('thursday', 'primary-lead', 'hannah', 'daniel'),
  turn('friday', 'primary-lead', 'marcus', 'daniel'),
  turn('saturday', 'primary-lead', 'hannah', 'marcus'),
];

/** While Hannah is away, others lead; on her first Tuesday, Sofia has the juice bar with Leo behind her. */
export const ROTATION_EXCEPTIONS: readonly ExceptionDraft[] = [
  { date: '2026-05-18', kind: 'primary-lead', employee: 'daniel', backup: 'marcus' },
  { date: '2026-05-19', kind: 'juicer', employee: 'sofia', backup: 'leo' },
  { date: '2026-05-21', kind: 'primary-lead', employee: 'daniel' },
  { date: '2026-05-23', kind: 'primary-lead', employee: 'marcus', backup: 'daniel' },
];

export const PREFERENCES: readonly PreferenceDraft[] = [
  { keyword: 'rotation', direction: 'increase', setBy: 'grace', setAt: '2026-05-04T09:00:00-05:00' },
  { rule: 'S9', multiplier: 1.5, setBy: 'grace', setAt: '2026-05-08T16:30:00-05:00' },
];

export const AFFINITY: readonly AffinityDraft[] = [
  { event: 'cold-brew-coffee', employee: 'mei', score: 0.9 },
  { event: 'cold-brew-coffee', employee: 'tom', score: 0.4 },
  { event: 'aged-cheddar', employee: 'aisha', score: 1 },
  { event: 'beef-burgers', employee: 'ben', score: 0.8 },
  { event: 'salsa', employee: 'nina', score: 0.75 },
];
