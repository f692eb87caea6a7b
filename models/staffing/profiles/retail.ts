import type { ProfileRule } from '../../../src/domain/rules/profile.ts';
import type { BlockInput } from '../input.ts';
import type { Profile } from './profile.ts';

const CLUB_SUPERVISOR = 'club-supervisor';
const JUICER_WORK = ['juicer', 'juicer-production'];
const JUICER_TYPES = [...JUICER_WORK, 'juicer-survey', 'juicer-deep-clean'];
const DIGITAL_TYPES = ['digital-setup', 'digital-refresh', 'digital-teardown', 'digitals'];
const BASE_TYPES = ['core', ...JUICER_WORK];

const SUPERVISOR_CHOICES = [
  { role: CLUB_SUPERVISOR },
  { rotation: 'primary-lead' },
  { backup: 'primary-lead' },
  { role: 'lead' },
];

const hard: readonly ProfileRule[] = [
  { id: 'H1-H4', template: 'structure', parameters: {} },
  { id: 'H5', template: 'available', parameters: { layer: 'absence' } },
  { id: 'H6', template: 'available', parameters: { layer: 'pattern' } },
  { id: 'H7', template: 'open-day', parameters: { closed: 'holidays' } },
  { id: 'H8', template: 'open-day', parameters: { closed: 'locked-days' } },
  { id: 'frozen-days', template: 'frozen-days', parameters: {} },
  {
    id: 'H9',
    template: 'qualified',
    parameters: { types: JUICER_TYPES, roles: ['juicer-barista', CLUB_SUPERVISOR], skills: ['juicer'] },
  },
  {
    id: 'H10',
    template: 'qualified',
    parameters: { types: [...DIGITAL_TYPES, 'freeosk', 'other'], roles: ['lead', CLUB_SUPERVISOR] },
  },
  { id: 'H19', template: 'qualified', parameters: { types: ['supervisor'], roles: [CLUB_SUPERVISOR, 'lead'] } },
  { id: 'H11', template: 'max-per-day', parameters: { types: ['core'], max: 1, exemptRoles: [CLUB_SUPERVISOR] } },
  { id: 'H22', template: 'max-per-day', parameters: { types: JUICER_WORK, max: 1 } },
  { id: 'H12', template: 'max-per-week', parameters: { types: ['core'], max: 6 } },
  { id: 'H23', template: 'max-per-week', parameters: { types: JUICER_WORK, max: 5 } },
  { id: 'H13', template: 'exclusive-per-day', parameters: { types: JUICER_WORK, excludes: ['core'] } },
  {
    id: 'H14',
    template: 'exclusive-days',
    parameters: { types: ['juicer-deep-clean'], excludes: ['juicer-production'] },
  },
  {
    id: 'H16',
    template: 'follower',
    parameters: {
      leader: 'core',
      follower: 'supervisor',
      employee: SUPERVISOR_CHOICES,
      time: '12:00',
      overlap: true,
    },
  },
  {
    id: 'H17',
    template: 'follower',
    parameters: {
      leader: 'juicer-production',
      follower: 'juicer-survey',
      employee: 'same',
      time: '17:00',
      overlap: true,
    },
  },
  { id: 'H18', template: 'needs-base', parameters: { types: ['freeosk', ...DIGITAL_TYPES], bases: BASE_TYPES } },
  { id: 'H20', template: 'full-day', parameters: { minutes: 480, types: BASE_TYPES } },
  { id: 'H21', template: 'unique-block', parameters: { types: ['core'] } },
  { id: 'H24', template: 'weekly-minutes', parameters: { max: 2400 } },
];

const soft: readonly ProfileRule[] = [
  { id: 'S1', template: 'place', parameters: {}, weight: 1000 },
  { id: 'S2', template: 'urgency', parameters: { days: 21 }, weight: 10 },
  {
    id: 'S3',
    template: 'type-priority',
    parameters: {
      ranks: {
        juicer: 1,
        'juicer-production': 1,
        'juicer-survey': 1,
        'juicer-deep-clean': 1,
        'digital-setup': 2,
        'digital-refresh': 3,
        freeosk: 4,
        'digital-teardown': 5,
        core: 6,
        supervisor: 7,
        digitals: 8,
      },
      otherwise: 9,
    },
    weight: 5,
  },
  {
    id: 'S4',
    template: 'rotation',
    parameters: {
      kinds: [
        { kind: 'juicer', types: JUICER_WORK },
        { kind: 'primary-lead', types: ['core'] },
      ],
    },
    weight: 50,
  },
  {
    id: 'S5',
    template: 'role-misuse',
    parameters: { roles: [CLUB_SUPERVISOR], preferred: ['supervisor', ...DIGITAL_TYPES, 'freeosk', 'other'] },
    weight: 200,
  },
  {
    id: 'S6',
    template: 'follower-choice',
    parameters: { types: ['supervisor'], employee: SUPERVISOR_CHOICES },
    weight: 20,
  },
  { id: 'S7', template: 'lead-block', parameters: { kind: 'primary-lead', types: ['core'], block: 1 }, weight: 25 },
  {
    id: 'S8',
    template: 'lead-daily',
    parameters: { kind: 'primary-lead', types: ['freeosk', 'digital-refresh'] },
    weight: 20,
  },
  { id: 'S9', template: 'fairness', parameters: { types: ['core'], exemptRoles: [CLUB_SUPERVISOR] }, weight: 5 },
  {
    id: 'S10',
    template: 'weekly-excess',
    parameters: { types: ['juicer-production'], max: 5, per: 'team' },
    weight: 100,
  },
  { id: 'S11', template: 'duplicate-per-day', parameters: { types: ['core'] }, weight: 75 },
  { id: 'S12', template: 'proximity', parameters: {}, weight: 15 },
  { id: 'S13', template: 'balance', parameters: {}, weight: 10 },
  { id: 'S14', template: 'keep', parameters: {}, weight: 200 },
  { id: 'S15', template: 'affinity', parameters: {}, weight: 8 },
];

/** Eight starts of a day, half an hour apart in pairs: two people open each pair of blocks. */
const blocks: readonly BlockInput[] = [
  { number: 1, arrive: '10:15', onFloor: '10:30', lunch: '13:00', offFloor: '16:30', depart: '16:45' },
  { number: 2, arrive: '10:15', onFloor: '10:30', lunch: '13:30', offFloor: '16:30', depart: '16:45' },
  { number: 3, arrive: '10:45', onFloor: '11:00', lunch: '13:30', offFloor: '17:00', depart: '17:15' },
  { number: 4, arrive: '10:45', onFloor: '11:00', lunch: '14:00', offFloor: '17:00', depart: '17:15' },
  { number: 5, arrive: '11:15', onFloor: '11:30', lunch: '14:00', offFloor: '17:30', depart: '17:45' },
  { number: 6, arrive: '11:15', onFloor: '11:30', lunch: '14:30', offFloor: '17:30', depart: '17:45' },
  { number: 7, arrive: '11:45', onFloor: '12:00', lunch: '14:30', offFloor: '18:00', depart: '18:15' },
  { number: 8, arrive: '11:45', onFloor: '12:00', lunch: '15:00', offFloor: '18:00', depart: '18:15' },
];

/** A demo team in a retail club: core demos in eight blocks a day, juicer, digital and freeosk work around them. */
export const retail: Profile = {
  description: 'A demo team in a retail club: rules H1 to H24 and S1 to S15.',
  types: {
    core: { minutes: 390, blocks: true },
    juicer: { minutes: 450, blocks: false },
    'juicer-production': { minutes: 450, blocks: false },
    'juicer-survey': { minutes: 15, blocks: false },
    'juicer-deep-clean': { minutes: 240, blocks: false },
    'digital-setup': { minutes: 30, blocks: false },
    'digital-refresh': { minutes: 30, blocks: false },
    'digital-teardown': { minutes: 30, blocks: false },
    digitals: { minutes: 15, blocks: false },
    freeosk: { minutes: 30, blocks: false },
    supervisor: { minutes: 5, blocks: false },
    other: { minutes: 60, blocks: false },
  },
  roles: ['club-supervisor', 'lead', 'juicer-barista', 'specialist'],
  rotationKinds: ['juicer', 'primary-lead'],
  blocks,
  rules: [...hard, ...soft],
};
