import { datesOf, plusDays } from './facts.ts';
import type { Setting } from './setting.ts';

const DIGITALS = ['digital-setup', 'digital-refresh', 'digital-teardown', 'digitals', 'freeosk'];
const PRODUCTS = ['salsa', 'bread'];

/** What an event is, and its follower; what is here more often is drawn more often. */
type Story = readonly [type: string, follower?: string];

const RETAIL: readonly Story[] = [
  ['core'],
  ['core'],
  ['core'],
  ['core', 'supervisor'],
  ['core', 'supervisor'],
  ['juicer-production', 'juicer-survey'],
  ['juicer-production'],
  ['juicer'],
  ['juicer-deep-clean'],
  ...DIGITALS.map((type): Story => [type]),
  ['freeosk'],
  ['digital-refresh'],
  ['other'],
  ['supervisor'],
  ['extra'],
  ['noon'],
  ['late-noon'],
  ['night'],
  ['early'],
];

const PLAIN: readonly Story[] = [
  ['core'],
  ['core'],
  ['extra'],
  ['noon'],
  ['late-noon'],
  ['opening'],
  ['night'],
  ['night'],
  ['early'],
];

interface Drawn {
  readonly id: string;
  readonly type: string;
  readonly start: string;
  readonly due: string;
  readonly active: boolean;
  readonly autoSchedule: boolean;
  /** Where it is posted, if that is said at the event. */
  readonly posted?: { readonly day: string; readonly movable: boolean };
}

interface Posted {
  readonly event: string;
  readonly type: string;
  readonly day: string;
  readonly movable?: boolean;
}

/** A place on one of some days, without a look at the rules. */
export function drawPlace({ draw, staff }: Setting, type: string, days: readonly string[]) {
  return { employee: draw.one(staff), day: draw.one(days), ...(type === 'core' ? { block: draw.one([1, 2, 4]) } : {}) };
}

/** Events alone and in pairs, some of them posted; and posted work besides, of the time around the horizon too. */
export function drawWork(setting: Setting): { readonly events: Drawn[]; readonly posted: Posted[] } {
  const { draw } = setting;
  const events: Drawn[] = [];
  const posted: Posted[] = [];
  const most = draw.int(4, 14);
  while (events.length < most) {
    const [type, follower] = draw.one(setting.isRetail ? RETAIL : PLAIN);
    const pairing =
      follower !== undefined || draw.chance(10) ? { pairing: `pair-${events.length + posted.length}` } : {};
    const leader = { ...drawEvent(setting, `event-${events.length}`, type), ...pairing };
    if (draw.chance(12)) posted.push({ ...drawPosted(setting, `led-${posted.length}`, type), ...pairing });
    else events.push(leader);
    if (follower === undefined || draw.chance(15)) continue;
    const { start, due } = leader;
    events.push({ ...drawEvent(setting, `event-${events.length}`, follower), ...pairing, start, due });
  }
  // Some events are posted in the list instead.
  for (const event of draw.some(events, 6)) {
    if (!event.posted) posted.push({ ...drawPosted(setting, event.id, event.type), movable: draw.chance(50) });
  }
  for (let at = draw.int(0, 8); at > 0; at -= 1) {
    posted.push(drawPosted(setting, `posted-${at}`, draw.one(setting.isRetail ? RETAIL : PLAIN)[0]));
  }
  return { events, posted };
}

/** The horizon and some days before and after it. */
function nearby({ from, to }: Setting): string[] {
  return datesOf(plusDays(from, -5), plusDays(to, 5));
}

function drawEvent(setting: Setting, id: string, type: string): Drawn {
  const { draw, from, to } = setting;
  const start = plusDays(from, draw.int(-3, 8));
  const days = draw.chance(80) ? datesOf(from, to) : nearby(setting);
  return {
    id,
    type,
    start,
    due: plusDays(start, draw.int(2, 12)),
    active: !draw.chance(4),
    autoSchedule: !draw.chance(4),
    ...{ priority: draw.one(['low', 'normal', 'normal', 'high', 'critical']) },
    ...(draw.chance(18) ? { minutes: draw.one([1, 59, 60, 61, 479, 480, 481, 900]) } : {}),
    ...(draw.chance(60) ? { product: draw.one(PRODUCTS) } : {}),
    ...(draw.chance(12) ? { posted: { ...drawPlace(setting, type, days), movable: draw.chance(70) } } : {}),
  };
}

function drawPosted(setting: Setting, event: string, type: string): Posted {
  const { draw } = setting;
  return {
    event,
    type,
    ...drawPlace(setting, type, nearby(setting)),
    ...(draw.chance(30) ? { minutes: draw.one([30, 480, 700]) } : {}),
    ...(draw.chance(50) ? { product: draw.one(PRODUCTS) } : {}),
  };
}
