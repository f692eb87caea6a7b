import { datesOf, plusDays } from './facts.ts';
import type { Setting } from './setting.ts';

const ROLES = ['club-supervisor', 'lead', 'juicer-barista', 'specialist'];
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function drawRange({ draw, from, to }: Setting) {
  const first = draw.one(datesOf(plusDays(from, -2), to));
  return { from: first, to: plusDays(first, draw.int(0, 4)) };
}

/** Somebody with every kind of absence. */
export function drawEmployee(setting: Setting, id: string, at: number) {
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

/** Who has the rotations, with exceptions. */
export function drawDuty({ draw, from, to }: Setting, active: readonly string[]) {
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
