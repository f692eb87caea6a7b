import { staffing } from '../../../models/staffing/index.ts';
import type { Input } from '../../../models/staffing/input.ts';
import { DovetailError } from '../../../src/errors.ts';
import type { Draw } from './draw.ts';
import { drawDuty, drawEmployee } from './drawPeople.ts';
import { drawPreferences, drawRules } from './drawRules.ts';
import { drawPlace, drawWork } from './drawWork.ts';
import { datesOf, plusDays } from './facts.ts';
import type { Setting } from './setting.ts';

/** A small input of every kind of content, and legal as such: a pin that the reading refuses is left out. */
export function drawInput(draw: Draw): Input {
  return staffing.parse(drawSound(draw));
}

/** The same as a person writes it. */
export function drawSound(draw: Draw) {
  return withSoundPins(drawRaw(draw));
}

/** An input without the pins that the reading refuses. */
export function withSoundPins<Raw extends { pins: unknown[] }>(given: Raw): Raw {
  const raw = { ...given };
  for (;;) {
    try {
      staffing.parse(raw);
      return raw;
    } catch (error) {
      const faults = error instanceof DovetailError ? (error.faults ?? []) : [];
      const refused = faults.map(({ pointer }) => /^\/pins\/(\d+)/.exec(pointer)?.[1]);
      if (faults.length === 0 || refused.includes(undefined)) throw error;
      raw.pins = raw.pins.filter((_, at) => !refused.includes(String(at)));
    }
  }
}

function drawRaw(draw: Draw) {
  // Some horizons hold a change of the clock, in spring or in autumn.
  const from = plusDays(draw.one(['2026-01-01', '2026-01-01', '2026-03-15', '2026-10-12']), draw.int(0, 20));
  const to = plusDays(from, draw.int(6, 13));
  const staff = Array.from({ length: draw.int(3, 8) }, (_, at) => `person-${at}`);
  const setting: Setting = { draw, from, to, staff, isRetail: draw.chance(92) };
  const employees = staff.map((id, at) => drawEmployee(setting, id, at));
  const active = employees.filter((one) => one.active).map(({ id }) => id);
  const { events, posted } = drawWork(setting);
  const days = datesOf(from, to);
  const lockedDays = draw.some(days, 6);
  // Work that stays where it is posted has no pin; it would have two places.
  const postings = [...posted, ...events.flatMap(({ id, posted: at }) => (at ? [{ event: id, day: at.day }] : []))];
  const stays = Object.fromEntries(
    postings.map(({ event, day }) => [event, !days.includes(day) || lockedDays.includes(day)]),
  );
  return {
    profile: setting.isRetail ? 'retail' : 'plain',
    horizon: { from, to },
    timeZone: draw.one(['UTC', 'Europe/Berlin', 'America/New_York']),
    ...(draw.chance(30) ? { weekStartsOn: draw.one(['monday', 'saturday']) } : {}),
    types: TYPES,
    ...(setting.isRetail ? {} : { blocks: BLOCKS, rotationKinds: ['juicer', 'primary-lead'] }),
    ...(setting.isRetail && draw.chance(15) ? { blocks: BLOCKS } : {}),
    employees,
    events,
    posted,
    pins: draw
      .some(
        events.filter((event) => event.active && event.autoSchedule && stays[event.id] !== true),
        6,
      )
      .map(({ id, type }) => ({ event: id, ...drawPlace(setting, type, days) })),
    ...drawDuty(setting, active),
    holidays: draw.some(days, 6),
    lockedDays,
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
  night: { minutes: 480, time: '22:00' },
  early: { minutes: 240, time: '05:00' },
  core: { minutes: 390, blocks: true },
  other: { minutes: 60 },
};

const BLOCKS = [
  { number: 1, arrive: '08:00', onFloor: '08:15', lunch: '11:00', offFloor: '13:45', depart: '14:00' },
  { number: 2, arrive: '14:00', onFloor: '14:15', lunch: '17:00', offFloor: '21:45', depart: '22:00' },
  { number: 4, arrive: '20:00', onFloor: '20:15', lunch: '23:00', offFloor: '03:45', depart: '04:00' },
];
