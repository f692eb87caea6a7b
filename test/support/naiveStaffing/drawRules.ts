import { KEYWORDS } from '../../../models/staffing/preferences.ts';
import { DIRECTION_NAMES } from '../../../src/domain/rules/input.ts';
import type { Setting } from './setting.ts';

const ROLES = ['club-supervisor', 'lead', 'juicer-barista', 'specialist'];
const HARD = [
  'H5',
  'H6',
  'H7',
  'H8',
  'H9',
  'H10',
  'H19',
  'H11',
  'H22',
  'H12',
  'H23',
  'H13',
  'H14',
  'H16',
  'H17',
  'H18',
  'H20',
  'H21',
  'H24',
];
const SOFT = Array.from({ length: 15 }, (_, at) => `S${at + 1}`);

/** Other numbers, weights and switches for rules of the profile, and rules of the input. */
export function drawRules({ draw, isRetail }: Setting) {
  const own: object[] = draw.some<object>(
    [
      { id: 'days-a-week', template: 'max-days-per-week', parameters: { max: draw.int(1, 4) } },
      { id: 'days-in-a-row', template: 'max-consecutive-days', parameters: { max: draw.int(1, 4) } },
      { id: 'rest', template: 'min-rest', parameters: { hours: draw.one([18, 24]) } },
      { id: 'overlap', template: 'no-overlap' },
    ],
    35,
  );
  if (draw.chance(20))
    own.push({
      id: 'least',
      template: 'min-per-week',
      parameters: { types: ['core', 'other'], min: draw.int(1, 2), roles: isRetail ? ['lead'] : undefined },
    });
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

/** Multipliers by rule and by keyword, each set at another time. */
export function drawPreferences({ draw, isRetail }: Setting) {
  const words = Object.keys(KEYWORDS);
  return Array.from({ length: isRetail ? draw.int(0, 6) : 0 }, (_, at) => ({
    ...(draw.chance(50) ? { rule: draw.one(SOFT) } : { keyword: draw.one(words) }),
    ...(draw.chance(50) ? { multiplier: draw.int(25, 250) / 100 } : { direction: draw.one(DIRECTION_NAMES) }),
    setAt: `2026-01-${String(1 + ((at * 7) % 11)).padStart(2, '0')}T0${at}:00:00${draw.one(['Z', '+05:00', '-08:00'])}`,
  }));
}
