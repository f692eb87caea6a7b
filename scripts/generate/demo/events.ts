import type { EventDraft, PinDraft } from '../../../models/staffing/generate/entities.ts';
import { slugOf } from '../../../models/staffing/generate/names.ts';

/** Events that belong to one story. */
export interface Chapter {
  readonly story: string;
  readonly events: readonly EventDraft[];
}

type Extra = Partial<EventDraft>;

/** Month and day of 2026: the first day, and the day after the last. */
type Dates = readonly [start: string, due: string];

const datesOf = ([start, due]: Dates): { start: string; due: string } => ({
  start: `2026-${start}`,
  due: `2026-${due}`,
});

/** A core event alone. */
function demo(product: string, dates: Dates, extra: Extra = {}): EventDraft {
  const id = slugOf(product);
  return { id, name: `${product} sampling`, type: 'core', ...datesOf(dates), product: id, ...extra };
}

/** A core event and the supervisor event that goes with it. */
function pair(product: string, dates: Dates, extra: Extra = {}): EventDraft[] {
  const leader = demo(product, dates, extra);
  const name = `Supervisor visit: ${product}`;
  const visit = { id: `${leader.id}-visit`, name, type: 'supervisor', ...datesOf(dates), pairing: leader.id };
  return [{ ...leader, pairing: leader.id }, visit];
}

/** A juicer production and the survey that goes with it. */
function production(flavour: string, dates: Dates, extra: Extra = {}): EventDraft[] {
  const id = `${slugOf(flavour)}-juice`;
  const made = { ...datesOf(dates), pairing: id };
  return [
    { id, name: `${flavour} juice production`, type: 'juicer-production', ...made, ...extra },
    { id: `${id}-survey`, name: `${flavour} juice survey`, type: 'juicer-survey', ...made },
  ];
}

function other(type: string, name: string, dates: Dates, extra: Extra = {}): EventDraft {
  return { id: slugOf(name), name, type, ...datesOf(dates), ...extra };
}

export const CHAPTERS: readonly Chapter[] = [
  {
    story: 'Samplings with room to choose, each with its supervisor visit.',
    events: [
      ...pair('Cold brew coffee', ['05-13', '05-20']),
      ...pair('Trail mix', ['05-13', '05-16'], { priority: 'high' }),
      ...pair('Greek yogurt', ['05-14', '05-22']),
      ...pair('Sparkling water', ['05-15', '05-18'], { minutes: 300 }),
      ...pair('Protein bars', ['05-16', '05-24']),
      ...pair('Aged cheddar', ['05-17', '05-30']),
      ...pair('Almond butter', ['05-18', '05-23']),
      ...pair('Olive oil', ['05-21', '05-31'], { minutes: 420 }),
      ...pair('Hummus', ['05-24', '05-30']),
      ...pair('Frozen pizza', ['05-27', '06-03']),
      ...pair('Granola', ['05-28', '06-10'], { priority: 'low' }),
      ...pair('Kombucha', ['05-30', '06-20']),
    ],
  },
  {
    story: 'Saturday 23 May, before Memorial Day: everybody wants to grill, and two blocks are left.',
    events: [
      ...pair('Beef burgers', ['05-23', '05-24'], { priority: 'critical' }),
      ...pair('Bratwurst', ['05-23', '05-24']),
      ...pair('Barbecue sauce', ['05-23', '05-24']),
      ...pair('Veggie burgers', ['05-23', '05-24'], { priority: 'high' }),
      ...pair('Corn salad', ['05-23', '05-24']),
    ],
  },
  {
    story: 'Friday 22 May is full: all eight blocks are posted.',
    events: [demo('Ice cream launch', ['05-22', '05-23'])],
  },
  {
    story: 'Memorial Day is a holiday, and the day after it is locked for the new displays.',
    events: [demo('Lemonade for the parade', ['05-25', '05-27'])],
  },
  {
    story: 'The juice bar, closed on Sundays; no deep clean on a day with production.',
    events: [
      ...production('Carrot', ['05-14', '05-17']),
      ...production('Beetroot', ['05-18', '05-20']),
      ...production('Apple', ['05-21', '05-24']),
      ...production('Ginger', ['05-27', '05-31']),
      ...production('Orange', ['05-29', '06-03'], { priority: 'high' }),
      other('juicer', 'Juice bar opening', ['05-18', '05-23']),
      other('juicer', 'Juice bar evening', ['05-28', '06-02']),
      other('juicer', 'Juice bar on Sunday', ['05-24', '05-25']),
      other('juicer-deep-clean', 'Juicer deep clean', ['05-18', '05-31']),
      other('juicer-deep-clean', 'Juicer clean on Saturday', ['05-16', '05-17']),
    ],
  },
  {
    story: 'Wine needs a licence, which only Aisha has; nobody has what it takes to show knives.',
    events: [
      other('wine-tasting', 'Spring wines', ['05-14', '05-20']),
      other('wine-tasting', 'Holiday weekend wines', ['05-22', '05-25']),
      other('wine-tasting', 'Summer wines', ['06-01', '06-04']),
      other('knife-show', 'Knife sharpening show', ['05-15', '05-30']),
    ],
  },
  {
    story: 'Screens and the kiosk, for leads who have other work in the club that day.',
    events: [
      other('digital-setup', 'Entrance screen setup', ['05-14', '05-17']),
      other('digital-setup', 'Bakery screen setup', ['05-21', '05-24']),
      other('digital-setup', 'Pharmacy screen setup', ['05-28', '06-01']),
      other('digital-refresh', 'Entrance screen refresh', ['05-18', '05-22']),
      other('digital-refresh', 'Bakery screen refresh', ['05-27', '05-31'], { minutes: 45 }),
      other('digital-teardown', 'Easter screen teardown', ['05-13', '05-16'], { priority: 'low' }),
      other('digital-teardown', 'Entrance screen teardown', ['05-30', '06-03']),
      other('digitals', 'Screen check', ['05-15', '05-19']),
      other('digitals', 'Tablet check', ['05-27', '06-02']),
      other('freeosk', 'Kiosk refill, week one', ['05-13', '05-17']),
      other('freeosk', 'Kiosk refill, week two', ['05-17', '05-24']),
      other('freeosk', 'Kiosk refill, week three', ['05-27', '06-01']),
    ],
  },
  {
    story: 'Eight hours: whoever does one of these does no other main work that day.',
    events: [
      ...pair('Blender', ['05-15', '05-20'], { minutes: 480 }),
      ...pair('Coffee machine', ['05-27', '06-03'], { minutes: 480, priority: 'high' }),
    ],
  },
  {
    story: 'Oat milk twice in two days: better not on the same one.',
    events: [
      ...pair('Oat milk', ['05-30', '06-01']),
      ...pair('Oat milk with chocolate', ['05-30', '06-01'], { product: 'oat-milk' }),
    ],
  },
  {
    story: 'Posted already, and may move: Hannah asked for her holiday after the salsa was posted with her.',
    events: [
      demo('Salsa', ['05-18', '05-30'], { posted: { employee: 'hannah', day: '2026-05-19', block: 3, movable: true } }),
      demo('Popcorn', ['05-19', '06-01'], { posted: { employee: 'ben', day: '2026-05-23', block: 5, movable: true } }),
      other('other', 'Stock count', ['05-27', '06-03'], {
        posted: { employee: 'marcus', day: '2026-05-29', movable: true },
      }),
    ],
  },
  {
    story: 'Not for this run: one is cancelled, one is arranged by hand.',
    events: [
      demo('Energy drink', ['05-14', '05-28'], { active: false }),
      other('other', 'Vendor visit', ['05-19', '05-23'], { autoSchedule: false }),
    ],
  },
];

/** Daniel has promised the trail mix to do it himself. */
export const PINS: readonly PinDraft[] = [{ event: 'trail-mix', employee: 'daniel', day: '2026-05-14', block: 1 }];
