import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { type LiveService, liveService } from '../http/support/liveService.ts';
import { beginPlan, clientOf, ended } from './support/client.ts';

let service: LiveService;
let client: Client;

beforeAll(async () => {
  service = await liveService();
  client = clientOf(service);
});
afterAll(() => service.close());

const [MONDAY, TUESDAY] = ['2026-01-05', '2026-01-06'] as const;
const event = (id: string) => ({ id, type: 'visit', start: MONDAY, due: '2026-01-07' });
/** One visit a day for each person, and two days: whatever has a place is in the way of the rest. */
const INPUT = {
  horizon: { from: MONDAY, to: TUESDAY },
  types: { visit: {} },
  employees: [{ id: 'ann', role: 'nurse' }],
  events: ['one', 'two', 'three'].map(event),
  rules: [{ id: 'daily', template: 'max-per-day', parameters: { types: ['visit'], max: 1 } }],
};
const place = (of: string, day: string) => ({ add: 'posted', value: { event: of, employee: 'ann', day } });

const refused = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ status: 409, code: 'plan/refused' });

async function posted(plan: string): Promise<string[]> {
  const { input } = await client.plans.get(plan);
  return ((input.posted ?? []) as { event: string; day: string }[]).map(({ event: of, day }) => `${of} ${day}`).sort();
}

it('an undone acceptance does not come back to where other work is by now, and the rest of it does', async () => {
  await beginPlan(service, 'redo', { model: 'staffing', input: INPUT });
  const run = await ended(client, await client.plans.run('redo'));
  const { accepted, version } = await client.plans.accept(run.id);
  expect(accepted).toHaveLength(2);
  const before = await posted('redo');
  await client.plans.undo('redo', version);
  // The place of one of the two is taken meanwhile.
  const taken = before.find((one) => one.endsWith(MONDAY))!.split(' ')[0]!;
  const third = ['one', 'two', 'three'].find((one) => !accepted.includes(one))!;
  await client.plans.change('redo', [place(third, MONDAY)]);
  await refused(client.plans.undo('redo', version + 1));
  await refused(client.plans.undo('redo', version + 1, { items: [taken], partial: true }));
  const part = await client.plans.undo('redo', version + 1, { partial: true });
  expect(part.undone).toEqual(accepted.filter((item) => item !== taken));
  expect(part.refused).toMatchObject([{ item: taken, reasons: [expect.stringContaining('ann')] }]);
  expect(await posted('redo')).toEqual([`${third} ${MONDAY}`, ...before.filter((one) => one.endsWith(TUESDAY))].sort());
});

it('work that was moved does not come back to where other work is by now', async () => {
  await beginPlan(service, 'back', { model: 'staffing', input: { ...INPUT, posted: [place('one', MONDAY).value] } });
  await client.plans.change('back', [{ set: 'posted/one/day', value: TUESDAY }]);
  await client.plans.change('back', [place('two', MONDAY)]);
  await refused(client.plans.undo('back', 2));
  await client.plans.undo('back', 3);
  await client.plans.undo('back', 2);
  expect(await posted('back')).toEqual([`one ${MONDAY}`]);
});

it('nothing else than work in the way is a reason: what was wrong before is wrong again, and facts are facts', async () => {
  const both = [place('one', MONDAY).value, place('two', MONDAY).value];
  await beginPlan(service, 'facts', { model: 'staffing', input: { ...INPUT, posted: both } });
  await client.plans.change('facts', [{ set: 'posted/two/day', value: TUESDAY }], { reason: 'two on one day' });
  // At once: as it was, two on one day.
  await client.plans.undo('facts', 2);
  expect(await posted('facts')).toEqual([`one ${MONDAY}`, `two ${MONDAY}`]);
  await client.plans.undo('facts', 3);
  await client.plans.change('facts', [{ add: 'timeOff', value: { employee: 'ann', from: TUESDAY, to: TUESDAY } }]);
  await client.plans.change('facts', [{ remove: 'posted/two' }]);
  await client.plans.change('facts', [{ set: 'name', value: 'Another' }]);
  // Ann is away on Tuesday: it was so when the work was there, and it is no other work.
  await client.plans.undo('facts', 6);
  expect(await posted('facts')).toEqual([`one ${MONDAY}`, `two ${TUESDAY}`]);
});
