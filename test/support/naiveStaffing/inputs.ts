import { staffing } from '../../../models/staffing/index.ts';
import type { Input } from '../../../models/staffing/input.ts';
import { DIRECTION_NAMES, KEYWORDS } from '../../../models/staffing/preferences.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Draw } from './draw.ts';
import { datesOf, plusDays } from './facts.ts';

const ROLES = ['club-supervisor', 'lead', 'juicer-barista', 'specialist'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const DIGITALS = ['digital-setup', 'digital-refresh', 'digital-teardown', 'digitals', 'freeosk'];
const PRODUCTS = ['salsa', 'bread'];

/** What is drawn once and used by every part of an input. */
interface Setting {
  readonly draw: Draw;
  readonly from: string;
  readonly to: string;
  readonly staff: readonly string[];
  /** Without them only the rules of the plain profile apply, and the input's own. */
  readonly isRetail: boolean;
}

/** A small input of every kind of content, and legal as such: a pin that the reading refuses is left out. */
export function drawInput(draw: Draw): Input {
  const raw = drawRaw(draw);
  for (;;) {
    try {
      return staffing.parse(raw);
    } catch (error) {
      const faults = error instanceof DovetailError ? (error.faults ?? []) : [];
      const refused = faults.map(({ pointer }) => /^\/pins\/(\d+)/.exec(pointer)?.[1]);
      if (faults.length === 0 || refused.includes(undefined)) throw error;
      raw.pins = raw.pins.filter((_, at) => !refused.includes(String(at)));
    }
  }
}

function drawRaw(draw: Draw) {
  const from = plusDays('2026-01-01', draw.int(0, 20));
  const to = plusDays(from, draw.int(6, 13));
  const staff = Array.from({ length: draw.int(3, 8) }, (_, at) => `person-${at}`);
  const setting: Setting = { draw, from, to, staff, isRetail: draw.chance(92) };
  const employees = staff.map((id, at) => drawEmployee(setting, id, at));
  const active = employees.filter((one) => one.active).map(({ id }) => id);
  const { events, posted } = drawWork(setting);
  const days = datesOf(from, to);
  return {
    profile: setting.isRetail ? 'retail' : 'plain',
    horizon: { from, to },
    ...(draw.chance(30) ? { weekStartsOn: draw.one(['monday', 'saturday']) } : {}),
    types: TYPES,
    ...(setting.isRetail ? {} : { blocks: BLOCKS, rotationKinds: ['juicer', 'primary-lead'] }),
    ...(setting.isRetail && draw.chance(15) ? { blocks: BLOCKS } : {}),
    employees,
    events,
    posted,
    pins: draw
      .some(
        events.filter(({ active: isActive, autoSchedule }) => isActive && autoSchedule),
        6,
      )
      .map(({ id, type }) => ({ event: id, ...drawPlace(setting, type, days) })),
    ...drawDuty(setting, active),
    holidays: draw.some(days, 6),
    lockedDays: draw.some(days, 6),
    rules: drawRules(setting),
    preferences: drawPreferences(setting),
    affinity: draw.chance(40)
      ? events.flatMap(({ id }) =>
          draw.some(staff, 40).map((employee) => ({ event: id, employee, score: draw.int(0, 100) / 100 })),
        )
      : [],
  };
}

/** Types beyond the profile's: one without an estimate, and two with clock times that meet and overlap. */
const TYPES = {
  extra: {},
  opening: { minutes: 60, time: '10:00' },
  noon: { minutes: 45, time: '12:00' },
  'late-noon': { minutes: 45, time: '12:45' },
  core: { minutes: 390, blocks: true },
  other: { minutes: 60 },
};

const BLOCKS = [
  { number: 1, arrive: '08:00', onFloor: '08:15', lunch: '11:00', offFloor: '13:45', depart: '14:00' },
  { number: 2, arrive: '14:00', onFloor: '14:15', lunch: '17:00', offFloor: '21:45', depart: '22:00' },
  { number: 4, arrive: '10:00', onFloor: '10:15', lunch: '13:00', offFloor: '15:45', depart: '16:00' },
];

function drawRange({ draw, from, to }: Setting) {
  const first = draw.one(datesOf(plusDays(from, -2), to));
  return { from: first, to: plusDays(first, draw.int(0, 4)) };
}

function drawEmployee(setting: Setting, id: string, at: number) {
  const { draw } = setting;
  const flags = (percent: number, value: () => boolean | null) =>
    Object.fromEntries(draw.some(WEEKDAYS, percent).map((weekday) => [weekday, value()]));
  return {
    id,
    // The first four have a role each, so that every rule has somebody to speak of.
    role: at < 4 && draw.chance(85) ? ROLES[at]! : draw.one(ROLES),
    skills: draw.some(['juicer'], 25),
    active: !draw.chance(6),
    ...(draw.chance(10) ? { terminationDate: plusDays(setting.from, draw.int(-1, 12)) } : {}),
    weekly: draw.chance(40) ? flags(30, () => draw.chance(20)) : {},
    overrides: draw.chance(35)
      ? [setting.from, plusDays(setting.from, 3)].map((from) => ({
          from,
          to: plusDays(from, draw.int(2, 8)),
          days: flags(50, () => draw.one([true, false, null])),
        }))
      : [],
    timeOff: draw.chance(25) ? [drawRange(setting)] : [],
    caps: !setting.isRetail
      ? {}
      : {
          ...(draw.chance(10) ? { H11: draw.int(0, 2) } : {}),
          ...(draw.chance(10) ? { H22: draw.int(0, 2) } : {}),
          ...(draw.chance(10) ? { H12: draw.int(0, 2) } : {}),
          ...(draw.chance(10) ? { H24: draw.int(0, 1000) } : {}),
        },
  };
}

function drawPlace({ draw, staff }: Setting, type: string, days: readonly string[]) {
  return { employee: draw.one(staff), day: draw.one(days), ...(type === 'core' ? { block: draw.one([1, 2, 4]) } : {}) };
}

function drawWork(setting: Setting) {
  const { draw, from, to, isRetail } = setting;
  const near = datesOf(plusDays(from, -5), plusDays(to, 5));
  const most = draw.int(4, 14);
  const events: ReturnType<typeof event>[] = [];
  const posted: Record<string, unknown>[] = [];
  const event = (type: string, pairing?: string) => {
    const start = plusDays(from, draw.int(-3, 8));
    return {
      id: `event-${events.length}`,
      type,
      start,
      due: plusDays(start, draw.int(2, 12)),
      priority: draw.one(['low', 'normal', 'normal', 'high', 'critical']),
      active: !draw.chance(4),
      autoSchedule: !draw.chance(4),
      ...(draw.chance(18) ? { minutes: draw.one([1, 59, 60, 61, 479, 480, 481, 900]) } : {}),
      ...(draw.chance(60) ? { product: draw.one(PRODUCTS) } : {}),
      ...(pairing === undefined ? {} : { pairing }),
      ...(draw.chance(15)
        ? { posted: { ...drawPlace(setting, type, draw.chance(80) ? datesOf(from, to) : near), movable: draw.chance(70) } }
        : {}),
    };
  };
  while (events.length < most) {
    const [type, follower] = isRetail ? draw.one(STORIES) : [draw.one(['core', 'extra', 'noon', 'late-noon', 'opening'])];
    const pairing = follower === undefined && !draw.chance(10) ? undefined : `pair-${events.length}`;
    const leader = event(type!, pairing);
    const isLeaderPosted = draw.chance(12);
    if (isLeaderPosted) {
      const { product } = leader;
      const work = { type, product, event: `posted-${events.length}-${posted.length}`, ...drawPlace(setting, type!, near) };
      posted.push(pairing === undefined ? work : { ...work, pairing });
    } else events.push(leader);
    if (follower !== undefined && draw.chance(85)) {
      events.push({ ...event(follower, pairing), start: leader.start, due: leader.due });
    }
  }
  for (let at = draw.int(0, 8); at > 0; at -= 1) {
    const type = isRetail ? draw.one(STORIES)[0]! : draw.one(['core', 'extra', 'noon']);
    posted.push({
      event: `posted-${posted.length}`,
      type,
      ...drawPlace(setting, type, near),
      ...(draw.chance(30) ? { minutes: draw.one([30, 480, 700]) } : {}),
      ...(draw.chance(50) ? { product: draw.one(PRODUCTS) } : {}),
    });
  }
  return { events, posted: posted.map((one) => withoutUndefined(one)) };
}

function withoutUndefined(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** What an event is, and its follower; what is here more often is drawn more often. */
const STORIES: readonly (readonly string[])[] = [
  ['core'],
  ['core'],
  ['core'],
  ['core', 'supervisor'],
  ['core', 'supervisor'],
  ['juicer-production', 'juicer-survey'],
  ['juicer-production'],
  ['juicer'],
  ['juicer-deep-clean'],
  ...DIGITALS.map((type) => [type]),
  ['freeosk'],
  ['digital-refresh'],
  ['other'],
  ['supervisor'],
  ['extra'],
  ['noon'],
  ['late-noon'],
];

function drawDuty({ draw, from, to }: Setting, active: readonly string[]) {
  if (active.length === 0) return {};
  const kinds = ['juicer', 'primary-lead'];
  const duty = (kind: string) => ({
    kind,
    employee: draw.one(active),
    ...(draw.chance(60) ? { backup: draw.one(active) } : {}),
  });
  const differ = ({ employee, backup }: { employee: string; backup?: string }) => employee !== backup;
  return {
    rotations: kinds
      .flatMap((kind) => draw.some(WEEKDAYS, 65).map((weekday) => ({ weekday, ...duty(kind) })))
      .filter(differ),
    rotationExceptions: kinds
      .flatMap((kind) => draw.some(datesOf(from, to), 12).map((date) => ({ date, ...duty(kind) })))
      .filter(differ),
  };
}

const HARD = ['H5', 'H6', 'H7', 'H8', 'H9', 'H10', 'H19', 'H11', 'H22', 'H12', 'H23', 'H13', 'H14', 'H16', 'H17', 'H18', 'H20', 'H21', 'H24'];
const SOFT = Array.from({ length: 15 }, (_, at) => `S${at + 1}`);

function drawRules({ draw, isRetail }: Setting) {
  const own = draw.some(
    [
      { id: 'days-a-week', template: 'max-days-per-week', parameters: { max: draw.int(1, 4) } },
      { id: 'days-in-a-row', template: 'max-consecutive-days', parameters: { max: draw.int(1, 4) } },
      { id: 'rest', template: 'min-rest', parameters: { hours: draw.one([10, 12, 17, 18]) } },
      { id: 'overlap', template: 'no-overlap' },
      { id: 'least', template: 'min-per-week', parameters: { types: ['core', 'other'], min: 1, roles: ['lead'] } },
    ],
    22,
  );
  const parameters: Record<string, () => object> = {
    H11: () => ({ max: draw.int(1, 2), exemptRoles: draw.some(ROLES, 25) }),
    H12: () => ({ max: draw.int(1, 2), exemptRoles: draw.some(ROLES, 15) }),
    H23: () => ({ max: 1 }),
    H18: () => ({ exemptRoles: draw.some(ROLES, 25) }),
    H16: () => ({ overlap: draw.chance(50) }),
    H20: () => ({ minutes: draw.one([390, 480]) }),
    H24: () => ({ max: draw.int(500, 1500), exemptRoles: draw.some(ROLES, 15) }),
    S1: () => ({ factors: { high: 3 } }),
    S2: () => ({ days: draw.int(3, 9) }),
    S3: () => ({ otherwise: draw.int(1, 9) }),
    S9: () => ({ exemptRoles: draw.some(ROLES, 40) }),
    S10: () => ({ max: draw.int(0, 1), per: draw.one(['team', 'employee']) }),
    S11: () => ({ types: ['core', 'juicer', 'freeosk'] }),
  };
  if (!isRetail) return own;
  const laid = [...HARD, ...SOFT].flatMap((id) => {
    const change = {
      ...(draw.chance(4) ? { enabled: false } : {}),
      ...(parameters[id] && draw.chance(id === 'S10' || id === 'H12' || id === 'H23' ? 60 : 25)
        ? { parameters: parameters[id]() }
        : {}),
      ...(id.startsWith('S') && draw.chance(15) ? { weight: draw.int(0, 101) } : {}),
    };
    return Object.keys(change).length > 0 ? [{ id, ...change }] : [];
  });
  return [...laid, ...own];
}

function drawPreferences({ draw, isRetail }: Setting) {
  const words = Object.keys(KEYWORDS);
  return Array.from({ length: isRetail ? draw.int(0, 6) : 0 }, (_, at) => ({
    ...(draw.chance(50) ? { rule: draw.one(SOFT) } : { keyword: draw.one(words) }),
    ...(draw.chance(50) ? { multiplier: draw.int(25, 250) / 100 } : { direction: draw.one(DIRECTION_NAMES) }),
    setAt: `2026-01-${String(1 + ((at * 7) % 11)).padStart(2, '0')}T0${at}:00:00${draw.one(['Z', '+05:00', '-08:00'])}`,
  }));
}
