import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { DOMAIN_MODELS } from '../../models/index.ts';
import { dayNumber } from '../../src/domain/calendar.ts';
import { scheduleCalendar } from '../../src/exchange/scheduleCalendar.ts';
import { scheduleCsv } from '../../src/exchange/scheduleCsv.ts';
import type { DomainModel } from '../../src/solve/domainModel.ts';
import { solveDomain } from '../../src/solve/solveDomain.ts';
import type { Timeline } from '../../src/solve/timeline.ts';
import { party } from '../support/toy/index.ts';

const STAMP = new Date(Date.UTC(2026, 0, 1));

/** The events of a calendar as another program reads them. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

/** The records of a CSV text by RFC 4180, read character by character. */
function records(text: string): string[][] {
  const rows: string[][] = [[]];
  let [field, isQuoted] = ['', false];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (isQuoted && char === '"' && text[i + 1] === '"') field += text[++i];
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === ',' || (char === '\r' && text[i + 1] === '\n'))) {
      rows.at(-1)!.push(field);
      field = '';
      if (char === '\r') rows.push([]);
      if (char === '\r') i++;
    } else field += char;
  }
  return rows.slice(0, -1);
}

const TWO: Timeline = {
  days: ['2026-03-28', '2026-03-29'],
  timeZone: 'Europe/Berlin',
  lanes: [
    { id: 'ann', label: 'Ann, née "Beck"' },
    { id: 'bob', label: 'Bob' },
  ],
  bars: [
    { lane: 'ann', item: 'e1', label: '=1+1', from: 540, to: 600, state: 'posted' },
    { lane: 'ann', item: 'e2', label: 'Night', from: 1380, to: 1440 + 240, state: 'proposed' },
    {
      lane: 'bob',
      item: 'e3',
      label: 'Day',
      from: 1440,
      to: 2880,
      isWholeDay: true,
      state: 'conflict',
      text: 'a, b;\nc',
    },
  ],
};

describe('a schedule as iCalendar', () => {
  test('has the instants of the clock times of its zone, change of the clock included', () => {
    // Berlin is an hour ahead of UTC until 2026-03-29 02:00, two hours from then on. Night work of 300 minutes from
    // 23:00 is 22:00 to 03:00 in UTC.
    const [first, night, day] = read(scheduleCalendar(TWO, { name: 'Two', stamp: STAMP }));
    expect(first!.startDate.toString()).toBe('2026-03-28T08:00:00Z');
    expect(first!.endDate.toString()).toBe('2026-03-28T09:00:00Z');
    expect(night!.startDate.toString()).toBe('2026-03-28T22:00:00Z');
    expect(night!.endDate.toString()).toBe('2026-03-29T03:00:00Z');
    expect([day!.startDate.isDate, day!.startDate.toString(), day!.endDate.toString()]).toEqual([
      true,
      '2026-03-29',
      '2026-03-30',
    ]);
  });

  test('gives every text as it was, whatever is in it', () => {
    const label = `${'😀'.repeat(50)}; a, b\\n "c"\nBEGIN:VEVENT\r\nx`;
    const odd = { ...TWO, bars: [{ ...TWO.bars[0]!, label }] };
    const text = scheduleCalendar(odd, { name: 'A; b,\nEND:VCALENDAR', lane: 'ann', stamp: STAMP });
    const [event] = read(text);
    expect(event!.summary).toBe(label.replace('\r\n', '\n'));
    // RFC 5545, section 3.3.11: a backslash before each of \\ ; , and \\n for a line break.
    expect(text.split('\r\n')).toContain(String.raw`NAME:A\; b\,\nEND:VCALENDAR`);
  });

  test('has lines of at most 75 octets, each of whole characters, and ends each with CR LF', () => {
    const long = { ...TWO, bars: TWO.bars.map((bar) => ({ ...bar, label: 'äß€😀'.repeat(40) })) };
    const lines = scheduleCalendar(long, { name: 'ä'.repeat(100), stamp: STAMP }).split('\r\n');
    expect(lines.pop()).toBe('');
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n\ufffd]/);
      expect(line.isWellFormed()).toBe(true);
    }
  });

  test('keeps the UID of a piece of work that moves, and gives each its own', () => {
    const uids = (timeline: Timeline, scope?: string) =>
      read(scheduleCalendar(timeline, { name: 'Two', stamp: STAMP, ...(scope ? { scope } : {}) })).map(
        ({ uid }) => uid,
      );
    const moved = {
      ...TWO,
      bars: TWO.bars.map((bar) => ({ ...bar, lane: 'bob', from: bar.from + 60, to: bar.to + 60 })),
    };
    expect(uids(moved)).toEqual(uids(TWO));
    expect(new Set([...uids(TWO), ...uids(TWO, 'another plan')]).size).toBe(6);
    const twice = { ...TWO, bars: [TWO.bars[0]!, { ...TWO.bars[1]!, item: 'e1' }] };
    expect(new Set(uids(twice)).size).toBe(2);
  });

  test('of one lane has the work of that lane only, under the same UIDs', () => {
    const all = read(scheduleCalendar(TWO, { name: 'Two', stamp: STAMP }));
    const own = read(scheduleCalendar(TWO, { name: 'Two', lane: 'bob', stamp: STAMP }));
    expect(own.map(({ uid }) => uid)).toEqual([all[2]!.uid]);
    expect(own[0]!.description).toContain('a, b;\nc');
    expect(() => scheduleCalendar(TWO, { name: 'Two', lane: 'bop' })).toThrow(/Maybe you mean bob\./i);
  });

  test('of a lane by its name has the same, unless two are called so', () => {
    const [ann, bob] = TWO.lanes;
    const by = (lane: string, of = TWO): string => scheduleCsv(of, { lane });
    expect(by('Ann, née "Beck"')).toBe(by('ann'));
    const twins = { ...TWO, lanes: [{ ...ann!, label: 'Bob' }, bob!] };
    expect(() => by('Bob', twins)).toThrow('Maybe use an id instead of the name: ann, bob.');
    expect(by('bob', twins)).toContain('Day');
  });

  test('says what is certain: posted work is confirmed, proposed work tentative', () => {
    const events = read(scheduleCalendar(TWO, { name: 'Two', stamp: STAMP }));
    const status = events.map(({ component }) => component.getFirstPropertyValue('status'));
    expect(status).toEqual(['CONFIRMED', 'TENTATIVE', 'CONFIRMED']);
  });

  test('of weekdays is repeated every week from a date on, at its clock time wherever one is', () => {
    const week: Timeline = {
      days: ['monday', 'wednesday'],
      lanes: [{ id: 'rivera', label: 'Ms Rivera' }],
      bars: [{ lane: 'rivera', item: 'ava#1', label: 'ava#1', from: 1440 + 545, to: 1440 + 575, state: 'pinned' }],
    };
    // 2026-05-01 is a Friday; the Wednesday after it is 2026-05-06.
    const text = scheduleCalendar(week, { name: 'Week', from: '2026-05-01', until: '2026-05-13', stamp: STAMP });
    const [event] = read(text);
    expect(event!.startDate.toString()).toBe('2026-05-06T09:05:00');
    expect(event!.startDate.zone?.tzid).toBe('floating');
    const dates = event!.iterator();
    expect([dates.next(), dates.next(), dates.next()].map(String)).toEqual([
      '2026-05-06T09:05:00',
      '2026-05-13T09:05:00',
      'undefined',
    ]);
    const ended = scheduleCalendar(week, { name: 'Week', from: '2026-05-01', until: '2026-05-04', stamp: STAMP });
    expect(read(ended)).toEqual([]);
  });

  test('is refused where the days have no place in a calendar', () => {
    const evening = { ...TWO, days: ['evening', 'night'] };
    expect(() => scheduleCalendar(evening, { name: 'Party' })).toThrow(
      /called evening, night\.\nMaybe export it as CSV/,
    );
  });
});

describe('a schedule as CSV', () => {
  test('has a line for each piece of work, with what a spreadsheet would take for a formula disarmed', () => {
    // Five hours from 23:00 on are over at 05:00, since the clock is put forward by an hour in that night.
    const rows = records(scheduleCsv(TWO));
    expect(rows).toEqual([
      ['item', 'label', 'who', 'name', 'day', 'start', 'endDay', 'end', 'minutes', 'state', 'text'],
      ['e1', "'=1+1", 'ann', 'Ann, née "Beck"', '2026-03-28', '09:00', '2026-03-28', '10:00', '60', 'posted', ''],
      ['e2', 'Night', 'ann', 'Ann, née "Beck"', '2026-03-28', '23:00', '2026-03-29', '05:00', '300', 'proposed', ''],
      ['e3', 'Day', 'bob', 'Bob', '2026-03-29', '', '2026-03-29', '', '', 'conflict', 'a, b;\nc'],
    ]);
  });

  test.each(['=', '+', '-', '@', '\t', '\r'])('disarms a text that begins with %j', (sign) => {
    const bars = [{ ...TWO.bars[0]!, label: `${sign}SUM(A1)` }];
    expect(records(scheduleCsv({ ...TWO, bars }))[1]![1]).toBe(`'${sign}SUM(A1)`);
  });
});

describe('work over two days that pauses over the night', () => {
  // 14:00 to 17:00, then 08:00 to 15:00: ten hours of work between two clock times that are 25 hours apart.
  const paused: Timeline = {
    days: ['2026-09-07', '2026-09-08'],
    timeZone: 'Europe/Berlin',
    lanes: [{ id: 'saw', label: 'Saw' }],
    bars: [
      {
        ...{ lane: 'saw', item: 'bed/cut', label: 'bed/cut', state: 'proposed', from: 840, to: 2340 },
        worked: [
          [840, 1020],
          [1920, 2340],
        ],
      },
    ],
  };

  test('has both days in CSV, and the minutes that are worked', () => {
    expect(records(scheduleCsv(paused))[1]!.slice(4, 9)).toEqual(['2026-09-07', '14:00', '2026-09-08', '15:00', '600']);
  });

  test('is one event in iCalendar from begin to end, with what is worked in words', () => {
    // Berlin is two hours ahead of UTC in September.
    const [event, ...others] = read(scheduleCalendar(paused, { name: 'Shop', stamp: STAMP }));
    expect(others).toEqual([]);
    expect([event!.startDate, event!.endDate].map(String)).toEqual(['2026-09-07T12:00:00Z', '2026-09-08T13:00:00Z']);
    expect(event!.description).toContain('2026-09-07 14:00 to 2026-09-07 17:00');
    expect(event!.description).toContain('2026-09-08 08:00 to 2026-09-08 15:00');
  });
});

describe.each([...Object.values(DOMAIN_MODELS), party as DomainModel].map((one) => [one.name, one] as const))(
  'the example of %s',
  (_, domain) => {
    test('is exported with each bar of its timeline once', async () => {
      const { answer } = await solveDomain(domain, domain.example(), { ticks: 100_000 });
      const timeline = domain.timeline(domain.parse(domain.example()), answer!.solution);
      const rows = records(scheduleCsv(timeline));
      expect(rows.slice(1).map(([item, , who]) => [item, who])).toEqual(
        timeline.bars.map(({ item, lane }) => [item, lane]),
      );
      if (domain.name === 'party') return;
      const events = read(scheduleCalendar(timeline, { name: domain.name, from: '2026-05-04', stamp: STAMP }));
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(timeline.bars.length);
      for (const [index, event] of events.entries()) {
        const day = timeline.days[Math.floor(timeline.bars[index]!.from / 1440)]!;
        if (timeline.timeZone === 'UTC') {
          expect(dayNumber(event.startDate.toString())).toBe(dayNumber(day));
        }
      }
    });
  },
);
